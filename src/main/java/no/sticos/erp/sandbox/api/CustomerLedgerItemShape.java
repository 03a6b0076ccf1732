package no.sticos.erp.sandbox.api;

/** CustomerLedgerItemApi (facts.md §4.3): the remaining amounts add up to the receivables account. */
final class CustomerLedgerItemShape {
    static final Shape<Invoice> ITEM = Shape.of(
            Field.fixed("CurrencyCode", "NOK"),
            Field.fixed("CurrencyRate", 1),
            Field.fixed("CurrencyRateUnit", 1),
            Field.of("CustomerId", invoice -> invoice.party().id()),
            Field.of("DueDate", invoice -> invoice.item().due()),
            Field.of("Id", Invoice::ledgerItemId),
            Field.of("InvoiceDate", invoice -> invoice.item().date()),
            Field.of("InvoiceNumber", invoice -> invoice.item().number()),
            Field.of("IsCreditInvoice", invoice -> invoice.item().isCredit()),
            Field.of("ModifiedUtc", invoice -> invoice.item().modified()),
            Field.of("PaymentReferenceNumber", Invoice::paymentReference),
            Field.of(
                    "RemainingAmountInvoiceCurrency",
                    invoice -> new Money(invoice.item().remaining())),
            Field.fixed("RoundingsAmountInvoiceCurrency", Money.ZERO),
            Field.of(
                    "TotalAmountInvoiceCurrency",
                    invoice -> new Money(invoice.item().total())),
            Field.of("VATAmountInvoiceCurrency", invoice -> new Money(CustomerInvoiceShape.vat(invoice))),
            Field.of("VoucherId", Invoice::voucherId));

    private CustomerLedgerItemShape() {}
}
