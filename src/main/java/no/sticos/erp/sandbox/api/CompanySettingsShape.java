package no.sticos.erp.sandbox.api;

import java.util.List;
import no.sticos.erp.sandbox.trade.Terms;
import no.sticos.erp.sandbox.universe.Company;
import no.sticos.erp.sandbox.universe.CompanyState;

/** CompanySettingsApi (facts.md §4.3): all of its properties, most of them without interest and null. */
final class CompanySettingsShape {
    static final Shape<Company> SETTINGS = Shape.of(
            Field.fixed("CompanyScanningAddress", null),
            Field.of("Name", company -> company.plan().name()),
            Field.fixed("Email", "post@sandkasse.example"),
            Field.fixed("Phone", "22000000"),
            Field.fixed("MobilePhone", null),
            Field.fixed("Address1", "Sandkassegata 1"),
            Field.fixed("Address2", null),
            Field.fixed("CountryCode", "NO"),
            Field.fixed("PostalCode", "0001"),
            Field.fixed("City", "Sandvær"),
            Field.fixed("Website", null),
            Field.fixed("OurReference", null),
            Field.fixed("CurrencyCode", "NOK"),
            Field.of(
                    "TermsOfPaymentId",
                    company -> Terms.DAYS_14.id(company.books().plan().seed())),
            Field.of("CorporateIdentityNumber", company -> company.plan().orgnr()),
            Field.fixed("PeppolId", null),
            Field.fixed("VatCode", null),
            Field.fixed("BankGiro", null),
            Field.fixed("PlusGiro", null),
            Field.fixed("BankAccount", null),
            Field.fixed("Iban", null),
            Field.fixed("AccountNumberDigits", 4),
            Field.of("AccountingLockedTo", company -> company.books().lockedTo()),
            Field.fixed("AccountingLockInterval", 3),
            Field.fixed("TaxDeclarationDate", null),
            Field.fixed("Gln", null),
            Field.of("ProductVariant", company -> company.variant().number()),
            Field.fixed("TypeOfBusiness", 1),
            Field.fixed("VatPeriod", 6),
            Field.of("ActivatedModules", CompanySettingsShape::modules),
            Field.fixed("CompanyText", null),
            Field.fixed("NextCustomerNumber", 1001),
            Field.fixed("NextSupplierNumber", 1001),
            Field.fixed("NextCustomerInvoiceNumber", 1),
            Field.fixed("NextQuoteNumber", 1),
            Field.fixed("NextOrderNumber", 1),
            Field.fixed("NextArticleNumber", 1),
            Field.fixed("ShowPricesExclVatPC", false),
            Field.fixed("ShowContributionMargin", false),
            Field.fixed("HasProportionalVatEnabled", false),
            Field.fixed("ProportionalVatValue", null),
            Field.fixed("IsPayslipActivated", false),
            Field.fixed("UsesCostCenter", true),
            Field.fixed("UsesProject", true),
            Field.fixed("UsesMoss", false),
            Field.fixed("UsesPaymentReferenceNumber", true),
            Field.fixed("UsesSupplierInvoiceEdit", false),
            Field.fixed("UseAdvancedMode", false),
            Field.fixed("DomesticCurrencyRounding", 0),
            Field.fixed("AutoInvoice", null),
            Field.fixed("ApprovalSettings", null),
            Field.fixed("UsesReverseConstructionVat", false),
            Field.fixed("UsesRotReducedInvoicing", false),
            Field.fixed("CompanyRotRutSettings", null),
            Field.of("CompanyStatus", company -> company.state() == CompanyState.INACTIVE ? 0 : 1),
            Field.of("CompanyIdentifier", company -> company.id().toString()),
            Field.fixed("BankgiroNumberPrint", null),
            Field.fixed("KeepOriginalDraftDate", false),
            Field.fixed("UsePaymentFilesForOutgoingPayments", false),
            Field.fixed("UseAutomaticVatCalculation", true),
            Field.fixed("ShowCostCenterReminder", false),
            Field.fixed("ShowProjectReminder", false),
            Field.fixed("UsesGreenTechnology", false),
            Field.fixed("CompanyGreenTechnologySettings", null),
            Field.fixed("UsesVatTriangulationRules", false),
            Field.fixed("Swish", null),
            Field.fixed("CompanyEmailForUpload", null),
            Field.fixed("VismaWebshopStatus", 0),
            Field.fixed("UsesTransactionText", true),
            Field.fixed("FirstPaymentReminderWithoutFee", false),
            Field.fixed("LatePaymentFee", null),
            Field.fixed("DefaultBackgroundId", null),
            Field.fixed("InvoicePrintSettingsType", 0));

    private CompanySettingsShape() {}

    /** The documentation names {@code api_standard} only; the others are named after the scopes. */
    private static List<String> modules(Company company) {
        return switch (company.variant()) {
            case INVOICING -> List.of("api_standard", "accounting", "sales");
            case BOOKKEEPING -> List.of("api_standard", "accounting", "purchase");
            case INVOICING_COLLABORATION -> List.of("api_standard", "sales", "purchase");
            default -> List.of("api_standard", "accounting", "sales", "purchase");
        };
    }
}
