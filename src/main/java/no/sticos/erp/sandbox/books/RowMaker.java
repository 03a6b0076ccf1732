package no.sticos.erp.sandbox.books;

import java.util.ArrayList;
import java.util.List;

/** Makes the rows of a grown voucher: what a Norwegian bookkeeper would book for its kind. */
final class RowMaker {
    private static final int[] COSTS = {
        4300, 6340, 6400, 6540, 6552, 6700, 6705, 6800, 6860, 6900, 6940, 7000, 7320, 7500, 7770, 7790
    };
    private static final int[] SALES = {3000, 3001, 3002};
    private static final int MOST_MANUAL_ROWS = 40;

    private final long company;
    private final long seed;
    private final long place;

    private RowMaker(long company, long place) {
        this.company = company;
        this.seed = Mix.of(company, place);
        this.place = place;
    }

    /** The rows, balanced to 0; a payment moves what it pays. */
    static List<VoucherRow> rows(Kind kind, long company, long place, long payment) {
        return new RowMaker(company, place).make(kind, payment);
    }

    /** What such a voucher leaves open with a customer or supplier, in øre; negative for a credit note. */
    static long onCredit(Kind kind, long company, long place) {
        var maker = new RowMaker(company, place);
        return switch (kind) {
            case SALE_25, PURCHASE_25 -> maker.gross(25);
            case SALE_15, PURCHASE_15 -> maker.gross(15);
            case SALE_12, PURCHASE_12 -> maker.gross(12);
            case CREDIT_NOTE -> -maker.gross(25);
            default -> 0;
        };
    }

    private long gross(int percent) {
        long net = amount(1);
        return net + tax(net, percent);
    }

    private List<VoucherRow> make(Kind kind, long payment) {
        return switch (kind) {
            case SALE_25 -> sale(pick(SALES), 2700, 25, 1);
            case SALE_15 -> sale(3010, 2701, 15, 1);
            case SALE_12 -> sale(3050, 2702, 12, 1);
            case CREDIT_NOTE -> sale(3000, 2700, 25, -1);
            case PURCHASE_25 -> purchase(pick(COSTS), 2710, 25, 2400);
            case PURCHASE_15 -> purchase(4320, 2711, 15, 2400);
            case PURCHASE_12 -> purchase(7140, 2712, 12, 2400);
            case RENT -> purchase(6300, 2710, 25, 1920);
            case CUSTOMER_PAYMENT -> move(1920, 1500, payment);
            case SUPPLIER_PAYMENT -> move(2400, 1920, payment);
            case SALARY -> salary();
            case MANUAL, YEAR_END -> manual();
        };
    }

    private List<VoucherRow> sale(int income, int vat, int percent, int sign) {
        long net = sign * amount(1);
        long tax = tax(net, percent);
        return List.of(row(1500, net + tax), row(income, -net), row(vat, -tax));
    }

    private List<VoucherRow> purchase(int cost, int vat, int percent, int against) {
        long net = amount(1);
        long tax = tax(net, percent);
        return List.of(row(cost, net), row(vat, tax), row(against, -net - tax));
    }

    private List<VoucherRow> move(int debit, int credit, long amount) {
        return List.of(row(debit, amount), row(credit, -amount));
    }

    private List<VoucherRow> salary() {
        long gross = 3_500_000L + Mix.below(6_000_000, seed, 1);
        long tax = tax(gross, 32);
        long employersTax = tax(gross, 14);
        return List.of(
                row(5000, gross),
                row(2600, -tax),
                row(1920, tax - gross),
                row(5400, employersTax),
                row(2770, -employersTax));
    }

    private List<VoucherRow> manual() {
        int parts = 1 + Mix.below(place % 50 == 0 ? MOST_MANUAL_ROWS : 4, seed, 2);
        var rows = new ArrayList<VoucherRow>(parts + 1);
        long sum = 0;
        for (int i = 0; i < parts; i++) {
            long part = amount(10 + i);
            sum += part;
            rows.add(row(COSTS[Mix.below(COSTS.length, seed, 100 + i)], part));
        }
        rows.add(row(1920, -sum));
        return rows;
    }

    private VoucherRow row(int account, long amount) {
        var text = Texts.ofRow(seed, account);
        return ChartAccount.isBalanceSheet(account)
                ? VoucherRow.signed(account, amount, text)
                : VoucherRow.signed(account, amount, text)
                        .at(Dimension.COST_CENTER_ITEM.draw(company, seed), Dimension.PROJECT.draw(company, seed));
    }

    private int pick(int[] accounts) {
        return accounts[Mix.below(accounts.length, seed, 3)];
    }

    /** From 100 to some 250 000 kroner, small amounts more often than large ones. */
    private long amount(int draw) {
        int size = 1 + Mix.below(12, seed, draw * 2L);
        return 10_000L + Mix.below(5_000 << size, seed, draw * 2L + 1);
    }

    /** Rounded to the øre, half away from 0. */
    private static long tax(long net, int percent) {
        return (net * percent + Long.signum(net) * 50L) / 100;
    }
}
