package no.sticos.erp.sandbox.api;

import java.util.List;
import java.util.UUID;
import no.sticos.erp.sandbox.api.Field.Nested;
import no.sticos.erp.sandbox.api.Invoice.Line;
import no.sticos.erp.sandbox.trade.Bank;

/** SupplierInvoiceApi with its rows (facts.md §4.3); an ordinary invoice has negative amounts (§2.5). */
final class SupplierInvoiceShape {
    private static final int NORMAL = 1;
    private static final int UNPAID = 3;
    private static final int PARTLY_PAID_OVERDUE = 4;
    private static final int PARTLY_PAID = 5;
    private static final int PAID = 6;
    private static final int OVERDUE = 7;

    private static final Shape<Line> ROW = Shape.of(
            Field.of("Id", Line::id),
            Field.of("AccountNumber", line -> line.row().account()),
            Field.of(
                    "AccountName",
                    line -> line.account() == null ? null : line.account().name()),
            Field.fixed("VatCodeId", null),
            Field.fixed("VatAmount", null),
            Field.fixed("ProportionalVatRateValue", null),
            Field.of("CostCenterItemId1", line -> line.row().costCenterItem()),
            Field.fixed("CostCenterItemId2", null),
            Field.fixed("CostCenterItemId3", null),
            Field.fixed("Quantity", null),
            Field.fixed("Weight", null),
            Field.fixed("DeliveryDate", null),
            Field.fixed("HarvestYear", null),
            Field.of("DebetAmount", line -> new Money(line.row().debit())),
            Field.of("CreditAmount", line -> new Money(line.row().credit())),
            Field.of("LineNumber", line -> line.place() + 1),
            Field.of("ProjectId", line -> line.row().project()),
            Field.of("TransactionText", line -> line.row().text()));

    static final Shape<Invoice> INVOICE = Shape.of(
            Field.of("Id", Invoice::id),
            Field.of("SupplierId", invoice -> invoice.party().id()),
            Field.fixed("OffsetInvoiceIds", List.of()),
            Field.of(
                    "BankAccountId",
                    invoice ->
                            Bank.OPERATING.id(invoice.company().books().plan().seed())),
            Field.of("InvoiceDate", invoice -> invoice.item().date()),
            Field.of("PaymentDate", invoice -> invoice.item().paid()),
            Field.of("DueDate", invoice -> invoice.item().due()),
            Field.of("InvoiceNumber", invoice -> "F-" + invoice.item().number()),
            Field.of("TotalAmount", invoice -> new Money(-invoice.item().total())),
            Field.of("Vat", invoice -> vat(invoice, 2710, 2712)),
            Field.of("VatHigh", invoice -> vat(invoice, 2710, 2710)),
            Field.of("VatMedium", invoice -> vat(invoice, 2711, 2711)),
            Field.of("VatLow", invoice -> vat(invoice, 2712, 2712)),
            Field.of("IsCreditInvoice", invoice -> invoice.item().isCredit()),
            Field.fixed("CurrencyCode", "NOK"),
            Field.fixed("CurrencyRate", 1),
            Field.of("OcrNumber", Invoice::paymentReference),
            Field.fixed("Message", null),
            Field.of(
                    "CreatedUtc",
                    invoice -> invoice.item().voucher() == null
                            ? null
                            : invoice.item().voucher().created()),
            Field.of("ModifiedUtc", invoice -> invoice.item().modified()),
            Field.fixed("PlusGiroNumber", null),
            Field.fixed("BankGiroNumber", null),
            Field.of("Rows", invoice -> Nested.list(ROW, invoice.lines(account -> true))),
            Field.of("SupplierName", invoice -> invoice.party().name()),
            Field.of("SupplierNumber", invoice -> String.valueOf(invoice.party().number())),
            Field.of("IsQuickInvoice", invoice -> invoice.item().isQuick()),
            Field.fixed("IsDomestic", true),
            Field.of("RemainingAmount", SupplierInvoiceShape::remaining),
            Field.of("RemainingAmountInvoiceCurrency", SupplierInvoiceShape::remaining),
            Field.of("Number", invoice -> invoice.item().number()),
            Field.fixed("NumberSeries", "C"),
            Field.of("VoucherNumber", Invoice::voucherNumber),
            Field.of("VoucherId", Invoice::voucherId),
            Field.fixed("CreatedFromDraftId", null),
            Field.fixed("SelfEmployedWithoutFixedAddress", false),
            Field.fixed("AllocationPeriods", List.of()),
            Field.fixed("AutoCreditDebitPairing", false),
            Field.fixed("SupplierInvoiceOrigin", 0),
            Field.of("Attachments", SupplierInvoiceShape::attachments),
            Field.fixed("MessageThreads", List.of()),
            Field.fixed("Notes", List.of()),
            Field.fixed("SetOffAmountInvoiceCurrency", Money.ZERO),
            Field.fixed("Status", NORMAL),
            Field.of("PaymentStatus", SupplierInvoiceShape::paymentStatus),
            Field.fixed("PaymentFileStatus", 0),
            Field.fixed("SkipSendToBank", null),
            Field.fixed("AccountingTemplateId", null),
            Field.fixed("IsIncludedInVatReport", false),
            Field.fixed("VatReportId", null));

    private SupplierInvoiceShape() {}

    private static Money vat(Invoice invoice, int from, int to) {
        return new Money(invoice.sum(account -> account >= from && account <= to));
    }

    private static Money remaining(Invoice invoice) {
        return new Money(-invoice.item().remaining());
    }

    private static List<UUID> attachments(Invoice invoice) {
        return invoice.item().isQuick() ? List.of() : List.of(Invoice.attachmentId(invoice.id()));
    }

    private static int paymentStatus(Invoice invoice) {
        if (invoice.isPaid()) {
            return PAID;
        }
        boolean partly = invoice.item().paid() != null;
        return invoice.isOverdue() ? (partly ? PARTLY_PAID_OVERDUE : OVERDUE) : (partly ? PARTLY_PAID : UNPAID);
    }
}
