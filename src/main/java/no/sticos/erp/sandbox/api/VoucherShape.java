package no.sticos.erp.sandbox.api;

import java.util.UUID;
import no.sticos.erp.sandbox.api.Field.Nested;
import no.sticos.erp.sandbox.books.Chart;
import no.sticos.erp.sandbox.books.ChartAccount;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;
import org.jspecify.annotations.Nullable;

/** VoucherApi and VoucherRowApi (facts.md §4.3): 12 and 16 properties. */
final class VoucherShape {
    private static final int SUPPLIER_INVOICE = 12;

    private static final Shape<VoucherRow> ROW = Shape.of(
            Field.of("AccountNumber", VoucherRow::account),
            Field.of("AccountDescription", VoucherShape::accountName),
            Field.of("DebitAmount", row -> new Money(row.debit())),
            Field.of("CreditAmount", row -> new Money(row.credit())),
            Field.of("TransactionText", VoucherRow::text),
            Field.of("CostCenterItemId1", VoucherRow::costCenterItem),
            Field.fixed("CostCenterItemId2", null),
            Field.fixed("CostCenterItemId3", null),
            Field.of("VatCodeId", row -> VatCode.id(account(row))),
            Field.of("VatCodeAndPercent", row -> VatCode.codeAndPercent(account(row))),
            Field.fixed("VatAmount", null),
            Field.fixed("Quantity", null),
            Field.fixed("Weight", null),
            Field.fixed("DeliveryDate", null),
            Field.fixed("HarvestYear", null),
            Field.of("ProjectId", VoucherRow::project));

    static final Shape<Voucher> VOUCHER = Shape.of(
            Field.of("Id", Voucher::id),
            Field.of("VoucherDate", Voucher::date),
            Field.of("VoucherText", Voucher::text),
            Field.of("Rows", voucher -> Nested.list(ROW, voucher.rows())),
            Field.of("NumberAndNumberSeries", voucher -> voucher.series() + voucher.number()),
            Field.of("NumberSeries", Voucher::series),
            // Not in the response model, yet usable in filters (facts.md §2.2).
            Field.unseen("Number", Voucher::number),
            Field.of("ImportedVoucherNumber", Voucher::importedNumber),
            Field.of("Attachments", VoucherShape::attachments),
            Field.of("ModifiedUtc", Voucher::modified),
            Field.of("VoucherType", Voucher::type),
            Field.of("SourceId", Voucher::sourceId),
            Field.of("CreatedUtc", Voucher::created));

    private VoucherShape() {}

    /** Suppliers' invoices come with a scan. */
    private static @Nullable Nested<UUID> attachments(Voucher voucher) {
        var source = voucher.sourceId();
        return source == null || voucher.type() != SUPPLIER_INVOICE ? null : Nested.one(AttachmentShapes.LINK, source);
    }

    private static @Nullable ChartAccount account(VoucherRow row) {
        return Chart.standard().account(row.account());
    }

    private static @Nullable String accountName(VoucherRow row) {
        var account = account(row);
        return account == null ? null : account.name();
    }
}
