package no.sticos.erp.sandbox.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import no.sticos.erp.sandbox.api.Field.Nested;
import no.sticos.erp.sandbox.api.Invoice.Line;
import org.jspecify.annotations.Nullable;

/** CustomerInvoiceApi with its rows (facts.md §4.3); a payment day comes as a time at midnight (§2.5). */
final class CustomerInvoiceShape {
    private static final int PAID = 0;
    private static final int UNPAID = 1;
    private static final int OVERDUE = 2;

    private static final Shape<Line> ROW = Shape.of(
            Field.of("Id", Line::id),
            Field.of("ArticleNumber", line -> line.article().number),
            Field.of("ArticleId", line -> line.article().id(seed(line))),
            Field.of("IsServiceArticle", line -> line.article().unit == Article.Unit.HOUR),
            Field.of("AmountNoVat", line -> new Money(-line.row().amount())),
            Field.of("PercentVat", Line::percent),
            Field.of("VatRate", Line::percent),
            Field.of("LineNumber", line -> line.place() + 1),
            Field.fixed("IsTextRow", false),
            Field.of("Text", line -> line.article().title),
            Field.of("UnitPrice", line -> new Money(-line.row().amount())),
            Field.of("UnitAbbreviation", line -> line.article().unit.abbreviation),
            Field.of("UnitAbbreviationEnglish", line -> line.article().unit.english),
            Field.fixed("IsDiscountInFixedAmount", false),
            Field.fixed("DiscountFixedAmount", null),
            Field.fixed("DiscountPercentage", Money.ZERO),
            Field.fixed("Quantity", 1),
            Field.fixed("IsWorkCost", false),
            Field.fixed("IsVatFree", false),
            Field.of("CostCenterItemId1", line -> line.row().costCenterItem()),
            Field.fixed("CostCenterItemId2", null),
            Field.fixed("CostCenterItemId3", null),
            Field.of("UnitId", line -> line.article().unit.id(seed(line))),
            Field.of("ProjectId", line -> line.row().project()),
            Field.fixed("WorkCostType", 0),
            Field.fixed("WorkHours", null),
            Field.fixed("MaterialCosts", null),
            Field.fixed("GreenTechnologyType", 0),
            Field.fixed("ContributionMargin", null),
            Field.fixed("PurchasePrice", Money.ZERO),
            Field.fixed("FreightCosts", Money.ZERO),
            Field.of("Amount", line -> new Money(-line.row().amount())));

    private static final Shape<Line> VAT = Shape.of(
            Field.of("AmountInvoiceCurrency", line -> new Money(-line.row().amount())),
            Field.of("VatAmountInvoiceCurrency", line -> new Money(vat(line.invoice()))),
            Field.of("VatPercent", Line::percent));

    static final Shape<Invoice> INVOICE = Shape.of(
            Field.of("Id", Invoice::id),
            Field.fixed("EuThirdParty", false),
            Field.of("IsCreditInvoice", invoice -> invoice.item().isCredit()),
            Field.fixed("CurrencyCode", "NOK"),
            Field.fixed("CurrencyRate", 1),
            Field.fixed("CreatedByUserId", null),
            Field.of("TotalAmount", CustomerInvoiceShape::total),
            Field.of("TotalVatAmount", CustomerInvoiceShape::totalVat),
            Field.fixed("TotalRoundings", Money.ZERO),
            Field.of("TotalAmountInvoiceCurrency", CustomerInvoiceShape::total),
            Field.of("TotalVatAmountInvoiceCurrency", CustomerInvoiceShape::totalVat),
            Field.fixed("SetOffAmountInvoiceCurrency", Money.ZERO),
            Field.of("CustomerId", invoice -> invoice.party().id()),
            Field.of("Rows", invoice -> Nested.list(ROW, sold(invoice))),
            Field.of("VatSpecification", invoice -> Nested.list(VAT, sold(invoice))),
            Field.of("InvoiceDate", invoice -> invoice.item().date()),
            Field.of("DueDate", invoice -> invoice.item().due()),
            Field.fixed("DeliveryDate", null),
            Field.fixed("RotReducedInvoicingType", 0),
            Field.fixed("MaxAllowedTaxReductionAmount", Money.ZERO),
            Field.fixed("RotReducedInvoicingAmount", null),
            Field.fixed("RotReducedInvoicingPercent", Money.ZERO),
            Field.fixed("RotReducedInvoicingPropertyName", null),
            Field.fixed("RotReducedInvoicingOrgNumber", null),
            Field.fixed("Persons", List.of()),
            Field.fixed("RotReducedInvoicingAutomaticDistribution", false),
            Field.fixed("ElectronicReference", null),
            Field.fixed("SubscriptionNumber", null),
            Field.fixed("ContractNumber", null),
            Field.fixed("ElectronicAddress", null),
            Field.fixed("EdiServiceDelivererId", null),
            Field.fixed("OurReference", null),
            Field.fixed("YourReference", null),
            Field.fixed("BuyersOrderReference", null),
            Field.of("InvoiceCustomerName", invoice -> invoice.party().name()),
            Field.of("InvoiceAddress1", invoice -> invoice.party().address().street()),
            Field.fixed("InvoiceAddress2", null),
            Field.of("InvoicePostalCode", invoice -> invoice.party().address().postalCode()),
            Field.of("InvoiceCity", invoice -> invoice.party().address().city()),
            Field.fixed("InvoiceCountryCode", "NO"),
            Field.fixed("DeliveryCustomerName", null),
            Field.fixed("DeliveryAddress1", null),
            Field.fixed("DeliveryAddress2", null),
            Field.fixed("DeliveryPostalCode", null),
            Field.fixed("DeliveryCity", null),
            Field.fixed("DeliveryCountryCode", null),
            Field.fixed("DeliveryMethodName", null),
            Field.fixed("DeliveryTermName", null),
            Field.fixed("DeliveryMethodCode", null),
            Field.fixed("DeliveryTermCode", null),
            Field.of("CustomerIsPrivatePerson", invoice -> invoice.party().isPerson()),
            Field.of("TermsOfPaymentId", Invoice::termsId),
            Field.fixed("CustomerEmail", null),
            Field.of("InvoiceNumber", invoice -> invoice.item().number()),
            Field.of("CustomerNumber", invoice -> String.valueOf(invoice.party().number())),
            Field.of("CustomerName", invoice -> invoice.party().name()),
            Field.of("PaymentReferenceNumber", Invoice::paymentReference),
            Field.fixed("RotPropertyType", null),
            Field.fixed("SalesDocumentAttachments", List.of()),
            Field.fixed("MessageThreads", List.of()),
            Field.fixed("Notes", List.of()),
            Field.fixed("HasAutoInvoiceError", false),
            Field.fixed("IsNotDelivered", false),
            Field.fixed("ReverseChargeOnConstructionServices", false),
            Field.fixed("WorkHouseOtherCosts", null),
            Field.of("RemainingAmount", CustomerInvoiceShape::remaining),
            Field.of("RemainingAmountInvoiceCurrency", CustomerInvoiceShape::remaining),
            Field.fixed("ReferringInvoiceId", null),
            Field.fixed("CreatedFromOrderId", null),
            Field.fixed("CreatedFromQuoteId", null),
            Field.fixed("CreatedFromDraftId", null),
            Field.of("VoucherNumber", Invoice::voucherNumber),
            Field.of("VoucherId", Invoice::voucherId),
            Field.of("CreatedUtc", CustomerInvoiceShape::created),
            Field.of("ModifiedUtc", invoice -> invoice.item().modified()),
            Field.fixed("ReversedConstructionVatInvoicing", false),
            Field.fixed("IncludesVat", false),
            Field.fixed("SendType", null),
            Field.fixed("PaymentReminderIssued", false),
            Field.fixed("PaymentRemindersCount", 0),
            Field.fixed("LastPaymentReminderSentDate", null),
            Field.fixed("UsesGreenTechnology", false),
            Field.fixed("IsSold", false),
            Field.fixed("FactoringInvoiceStatus", 0),
            Field.of("PaymentDate", CustomerInvoiceShape::paid),
            Field.of("PaymentStatus", CustomerInvoiceShape::paymentStatus),
            Field.fixed("CreditedBy", List.of()),
            Field.fixed("ContributionMargin", null),
            Field.fixed("IsDirectDebit", null),
            Field.of("IsQuickInvoice", invoice -> invoice.item().isQuick()),
            Field.fixed("IsCollectiveInvoice", false),
            Field.fixed("CollectiveCustomerInvoiceRowsRelationToOrders", List.of()),
            Field.fixed("ReplaceUnitPriceWhenZero", false),
            Field.fixed("TaxDeductionStatus", 0),
            Field.fixed("BackgroundId", null));

    private CustomerInvoiceShape() {}

    /** The tax in it, in øre. */
    static long vat(Invoice invoice) {
        return -invoice.sum(account -> account >= 2700 && account <= 2702);
    }

    private static List<Line> sold(Invoice invoice) {
        return invoice.lines(account -> account >= 3000 && account < 4000);
    }

    private static long seed(Line line) {
        return line.invoice().company().books().plan().seed();
    }

    private static Money total(Invoice invoice) {
        return new Money(invoice.item().total());
    }

    private static Money totalVat(Invoice invoice) {
        return new Money(vat(invoice));
    }

    private static Money remaining(Invoice invoice) {
        return new Money(invoice.item().remaining());
    }

    private static @Nullable Instant created(Invoice invoice) {
        var voucher = invoice.item().voucher();
        return voucher == null ? null : voucher.created();
    }

    private static @Nullable Instant paid(Invoice invoice) {
        var day = invoice.item().paid();
        return day == null ? null : day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static int paymentStatus(Invoice invoice) {
        return invoice.isPaid() ? PAID : invoice.isOverdue() ? OVERDUE : UNPAID;
    }
}
