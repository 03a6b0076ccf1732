package no.sticos.erp.sandbox.api;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.api.Field.Nested;
import no.sticos.erp.sandbox.books.Mix;
import no.sticos.erp.sandbox.universe.Company;

/** AllocationPeriodApi (facts.md §4.3): costs that wait for the coming months; what was allocated is not shown. */
final class AllocationShape {
    private static final int PREPAID = 1749;
    private static final int DEBIT = 1;
    private static final int CREDIT = 2;
    private static final int MONTHS = 3;
    private static final int ONE_IN = 8;
    private static final long SALT = 0x414C4C4FL;

    /** One month's part of an invoice's cost. */
    record Period(UUID id, Invoice invoice, int month) {
        LocalDate date() {
            return invoice.today().withDayOfMonth(1).plusMonths(month + 1L);
        }

        int cost() {
            return line().row().account();
        }

        Money part() {
            return new Money(line().row().amount() / (MONTHS + 1));
        }

        private Invoice.Line line() {
            return invoice.lines(account -> account >= 4000).get(0);
        }
    }

    private record Row(Period period, boolean isDebit) {
        UUID id() {
            return new UUID(
                    period.id().getMostSignificantBits(), period.id().getLeastSignificantBits() ^ (isDebit ? 1 : 2));
        }

        int account() {
            return isDebit ? period.cost() : PREPAID;
        }
    }

    private static final Shape<Row> ROW = Shape.of(
            Field.of("Id", row -> row.id()),
            Field.of("AllocationPeriodId", row -> row.period().id()),
            Field.of("AccountNumber", AllocationShape.Row::account),
            Field.of("Amount", row -> row.period().part()),
            Field.fixed("Quantity", null),
            Field.fixed("Weight", null),
            Field.of("DebitCredit", row -> row.isDebit() ? DEBIT : CREDIT),
            Field.fixed("AllocationPeriodRowType", 0));

    static final Shape<Period> PERIOD = Shape.of(
            Field.of("Id", Period::id),
            Field.fixed("SupplierInvoiceDraftId", null),
            Field.fixed("SupplierInvoiceDraftRow", null),
            Field.of("SupplierInvoiceId", period -> period.invoice().id()),
            Field.fixed("SupplierInvoiceRow", 1),
            Field.fixed("ManualVoucherId", null),
            Field.fixed("ManualVoucherRow", null),
            Field.fixed("CustomerInvoiceId", null),
            Field.fixed("CustomerInvoiceRow", null),
            Field.fixed("CustomerInvoiceDraftId", null),
            Field.fixed("CustomerInvoiceDraftRow", null),
            Field.of("VoucherFiscalYearId", period -> period.invoice().fiscalYearId()),
            Field.of("VoucherId", period -> period.invoice().voucherId()),
            Field.fixed("AllocationPeriodSourceType", 0),
            Field.fixed("Status", 0),
            Field.fixed("CostCenterItemId1", null),
            Field.fixed("CostCenterItemId2", null),
            Field.fixed("CostCenterItemId3", null),
            Field.fixed("ProjectId", null),
            Field.of("BookkeepingDate", Period::date),
            Field.of("CreatedUtc", period -> period.invoice().item().modified()),
            Field.of("Rows", period -> Nested.list(ROW, rows(period))),
            Field.of("DebitAccountNumber", Period::cost),
            Field.fixed("CreditAccountNumber", PREPAID),
            Field.of("Amount", Period::part),
            Field.fixed("IsCredit", false),
            Field.of("SourceDate", period -> period.invoice().item().date()),
            Field.fixed("Description", null),
            Field.of("NumberAndNumberSeries", period -> period.invoice().voucherNumber()),
            Field.of("ModifiedUtc", period -> period.invoice().item().modified()));

    private AllocationShape() {}

    /** Some of the invoices of the last three months, over as many months that come. */
    static List<Period> periods(Company company) {
        var from = company.books().plan().today().minusMonths(MONTHS);
        return company.trade().now().payables().stream()
                .filter(item -> item.date().isAfter(from) && !item.isQuick())
                .filter(item -> Mix.below(ONE_IN, SALT, item.number()) == 0)
                .map(item -> new Invoice(company, item))
                .filter(invoice -> !invoice.lines(account -> account >= 4000).isEmpty())
                .flatMap(AllocationShape::periods)
                .toList();
    }

    private static Stream<Period> periods(Invoice invoice) {
        long seed = SALT ^ invoice.id().getMostSignificantBits();
        return IntStream.range(0, MONTHS).mapToObj(month -> new Period(Mix.uuid(seed, month), invoice, month));
    }

    private static List<Row> rows(Period period) {
        return List.of(new Row(period, true), new Row(period, false));
    }
}
