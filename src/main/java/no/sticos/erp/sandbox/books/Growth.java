package no.sticos.erp.sandbox.books;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;

/**
 * The vouchers that grow out of a plan, addressed by position; the positions are in order of date.
 *
 * <p>Kept are twenty bytes a voucher: day, kind, number and what a payment pays. All else is worked out from seed and position.
 */
final class Growth {
    private final BooksPlan plan;
    private final List<FiscalYear> years;
    private final int[] days;
    private final Kind[] kinds;
    private final int[] numbers;
    private final long[] payments;
    private final Settling customers;
    private final Settling suppliers;

    Growth(BooksPlan plan, List<FiscalYear> years) {
        this.plan = plan;
        this.years = years;
        this.days = new int[plan.vouchers()];
        this.kinds = new Kind[plan.vouchers()];
        this.numbers = new int[plan.vouchers()];
        this.payments = new long[plan.vouchers()];
        this.customers = new Settling(Opening.receivables(plan.seed()));
        this.suppliers = new Settling(Opening.payables(plan.seed()));
        spreadOverDays();
        numberWithinYears();
    }

    int size() {
        return days.length;
    }

    /** The day of a voucher, counted from 1970-01-01. */
    int day(int position) {
        return days[position];
    }

    Voucher at(int position) {
        return new GrownVoucher(this, position);
    }

    Kind kind(int position) {
        return kinds[position];
    }

    int number(int position) {
        return numbers[position];
    }

    /** What a payment pays, in øre; 0 for all else. */
    long payment(int position) {
        return payments[position];
    }

    long seed() {
        return plan.seed();
    }

    LocalDate today() {
        return plan.today();
    }

    /** The first year of a company that came from another system was imported. */
    boolean isImported(int position) {
        return years.size() > 1
                && days[position] <= years.get(0).end().toEpochDay()
                && Mix.below(40, plan.seed() ^ 0x494D50L, position) == 0;
    }

    private void spreadOverDays() {
        long first = years.get(0).start().toEpochDay();
        long span = plan.today().toEpochDay() - first + 1;
        for (int i = 0; i < days.length; i++) {
            days[i] = (int) (first + i * span / days.length);
            decide(i, Kind.draw(plan.seed(), i));
        }
    }

    /** Payments pay invoices of the past; where there is none to pay, one is written. */
    private void decide(int position, Kind drawn) {
        kinds[position] = drawn;
        if (drawn == Kind.CUSTOMER_PAYMENT) {
            pay(position, customers, Kind.SALE_25);
        } else if (drawn == Kind.SUPPLIER_PAYMENT) {
            pay(position, suppliers, Kind.PURCHASE_25);
        }
        long onCredit = RowMaker.onCredit(kinds[position], plan.seed(), position);
        if (onCredit != 0) {
            (kinds[position].isSale() ? customers : suppliers).invoiced(days[position], onCredit);
        }
    }

    private void pay(int position, Settling side, Kind otherwise) {
        payments[position] = side.pays(days[position]);
        if (payments[position] == 0) {
            kinds[position] = otherwise;
        }
    }

    private void numberWithinYears() {
        int year = 0;
        var next = new HashMap<String, Integer>();
        for (int i = 0; i < days.length; i++) {
            while (days[i] > years.get(year).end().toEpochDay()) {
                year++;
                next.clear();
            }
            numbers[i] = next.merge(kind(i).series, 1, Integer::sum);
        }
    }
}
