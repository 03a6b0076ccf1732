package no.sticos.erp.sandbox.api;

import java.util.List;
import no.sticos.erp.sandbox.api.Field.Nested;

/** CustomerApi (facts.md §4.3); the amount that is open moves without {@code ChangedUtc}. */
final class CustomerShape {
    static final Shape<Card> CUSTOMER = Shape.of(
            Field.of("Id", Card::id),
            Field.of("InvoiceCity", card -> card.party().address().city()),
            Field.of("InvoicePostalCode", card -> card.party().address().postalCode()),
            Field.fixed("GLN", null),
            Field.fixed("EmailAddressOrder", null),
            Field.fixed("EmailAddressQuote", null),
            Field.fixed("PayToAccountId", null),
            Field.of("TermsOfPayment", CustomerShape::terms),
            Field.of("LastInvoiceDate", Card::lastInvoiced),
            Field.fixed("TaxDeductionNumber", null),
            Field.fixed("PropertyType", null),
            Field.fixed("PropertyReference", null),
            Field.of("ChangedUtc", card -> card.party().changed()),
            Field.fixed("CustomerLabels", List.of()),
            Field.fixed("MessageThreads", List.of()),
            Field.fixed("Notes", List.of()),
            Field.fixed("IsFutureInvoiceDateAllowed", false),
            Field.fixed("Iban", null),
            Field.fixed("IsDirectDebitEnabled", null),
            Field.fixed("DirectDebitCustomerSettings", null),
            Field.fixed("DiscountAgreementId", null),
            Field.of("UnpaidInvoicesAmount", card -> new Money(card.unpaid())),
            Field.of("CustomerNumber", card -> String.valueOf(card.party().number())),
            Field.of("CorporateIdentityNumber", card -> card.party().identity()),
            Field.fixed("ContactPersonEmail", null),
            Field.fixed("ContactPersonMobile", null),
            Field.fixed("ContactPersonName", null),
            Field.fixed("ContactPersonPhone", null),
            Field.fixed("CurrencyCode", "NOK"),
            Field.fixed("EmailAddress", null),
            Field.of("InvoiceAddress1", card -> card.party().address().street()),
            Field.fixed("InvoiceAddress2", null),
            Field.fixed("InvoiceCountryCode", "NO"),
            Field.fixed("DeliveryAddress1", null),
            Field.fixed("DeliveryAddress2", null),
            Field.fixed("DeliveryCity", null),
            Field.fixed("DeliveryCountryCode", null),
            Field.fixed("DeliveryPostalCode", null),
            Field.fixed("DeliveryCustomerName", null),
            Field.fixed("DeliveryMethodId", null),
            Field.fixed("DeliveryTermId", null),
            Field.of("Name", card -> card.party().name()),
            Field.fixed("Note", null),
            Field.fixed("ReverseChargeOnConstructionServices", false),
            Field.fixed("WebshopCustomerNumber", null),
            Field.fixed("MobilePhone", null),
            Field.fixed("Telephone", null),
            Field.of("TermsOfPaymentId", Card::termsId),
            Field.of("VatNumber", Card::vatNumber),
            Field.fixed("WwwAddress", null),
            Field.of("IsPrivatePerson", card -> card.party().isPerson()),
            Field.fixed("IsNorthernIreland", null),
            Field.fixed("DiscountPercentage", Money.ZERO),
            Field.fixed("IsActive", true),
            Field.fixed("ForceBookkeepVat", false),
            Field.fixed("EdiGlnNumber", null),
            Field.fixed("SalesDocumentLanguage", "NO"),
            Field.fixed("ElectronicAddress", null),
            Field.fixed("ElectronicReference", null),
            Field.fixed("EdiServiceDelivererId", null),
            Field.fixed("AutoInvoiceActivationEmailSentDate", null),
            Field.fixed("AutoInvoiceRegistrationRequestSentDate", null),
            Field.fixed("EmailAddresses", List.of()),
            Field.fixed("DeliveryBasedVat", false),
            Field.fixed("SalesPriceListId", null));

    private CustomerShape() {}

    private static Nested<TermsShape.Held> terms(Card card) {
        return Nested.one(
                TermsShape.TERMS, TermsShape.held(card.company(), card.party().terms()));
    }
}
