package no.sticos.erp.sandbox.api;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import no.sticos.erp.sandbox.books.Chart;
import no.sticos.erp.sandbox.books.ChartAccount;
import no.sticos.erp.sandbox.books.FiscalYear;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.trade.Item;
import no.sticos.erp.sandbox.trade.Party;
import no.sticos.erp.sandbox.universe.Company;
import org.jspecify.annotations.Nullable;

/** An invoice of either side as it is shown now; all its figures come from the rows of its voucher. */
record Invoice(Company company, Item item) {
    /** What .NET writes for an id that is not there where the model wants one. */
    static final UUID NO_ID = new UUID(0, 0);

    private static final long LEDGER_ITEM = 0x4C45444700000000L;
    private static final long ATTACHMENT = 0x4154544100000000L;

    /** A row of the invoice, with its place among them. */
    record Line(Invoice invoice, int place, VoucherRow row) {
        UUID id() {
            return new UUID(
                    invoice.id().getMostSignificantBits(), invoice.id().getLeastSignificantBits() ^ (place + 1));
        }

        int percent() {
            return VatCode.of(account()).percent();
        }

        @Nullable
        ChartAccount account() {
            return Chart.standard().account(row.account());
        }

        Article article() {
            return Article.of(row.account());
        }
    }

    static Source<Invoice> receivables(Company company) {
        var standing = company.trade().now();
        return Source.of(standing.receivables(), item -> new Invoice(company, item), standing.revision());
    }

    static Source<Invoice> payables(Company company) {
        var standing = company.trade().now();
        return Source.of(standing.payables(), item -> new Invoice(company, item), standing.revision());
    }

    UUID id() {
        return item.id();
    }

    Party party() {
        return item.party();
    }

    UUID ledgerItemId() {
        return derived(id(), LEDGER_ITEM);
    }

    /** The scanned document of a supplier's invoice. */
    static UUID attachmentId(UUID invoice) {
        return derived(invoice, ATTACHMENT);
    }

    private static UUID derived(UUID id, long salt) {
        return new UUID(id.getMostSignificantBits() ^ salt, id.getLeastSignificantBits());
    }

    UUID voucherId() {
        return item.voucher() == null ? NO_ID : item.voucher().id();
    }

    @Nullable
    String voucherNumber() {
        return item.voucher() == null
                ? null
                : item.voucher().series() + item.voucher().number();
    }

    @Nullable
    UUID fiscalYearId() {
        return company.books().years().stream()
                .filter(year -> year.holds(item.date()))
                .map(FiscalYear::id)
                .findFirst()
                .orElse(null);
    }

    UUID termsId() {
        return party().terms().id(company.books().plan().seed());
    }

    boolean isPaid() {
        return item.remaining() == 0;
    }

    boolean isOverdue() {
        return !isPaid() && item.due().isBefore(today());
    }

    LocalDate today() {
        return company.books().plan().today();
    }

    /** A Norwegian KID: the number and its check digit. */
    String paymentReference() {
        return item.number() + "" + checkDigit(String.valueOf(item.number()));
    }

    /** The rows on accounts that the test chooses. */
    List<Line> lines(IntPredicate accounts) {
        var rows =
                item.voucher() == null ? List.<VoucherRow>of() : item.voucher().rows();
        return IntStream.range(0, rows.size())
                .filter(place -> accounts.test(rows.get(place).account()))
                .mapToObj(place -> new Line(this, place, rows.get(place)))
                .toList();
    }

    /** The sum of the rows on accounts that the test chooses, in øre, debit positive. */
    long sum(IntPredicate accounts) {
        return lines(accounts).stream().mapToLong(line -> line.row().amount()).sum();
    }

    private static int checkDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int doubled = Character.digit(digits.charAt(digits.length() - 1 - i), 10) * (2 - i % 2);
            sum += doubled / 10 + doubled % 10;
        }
        return (10 - sum % 10) % 10;
    }
}
