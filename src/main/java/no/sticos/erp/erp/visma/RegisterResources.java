package no.sticos.erp.erp.visma;

import static no.sticos.erp.erp.visma.Field.account;
import static no.sticos.erp.erp.visma.Field.amount;
import static no.sticos.erp.erp.visma.Field.date;
import static no.sticos.erp.erp.visma.Field.flag;
import static no.sticos.erp.erp.visma.Field.id;
import static no.sticos.erp.erp.visma.Field.text;
import static no.sticos.erp.erp.visma.Field.whole;
import static no.sticos.erp.erp.visma.VismaResource.ACCOUNTING;
import static no.sticos.erp.erp.visma.VismaResource.PURCHASE;
import static no.sticos.erp.erp.visma.VismaResource.SALES;
import static no.sticos.erp.erp.visma.VismaResource.at;

import java.util.List;
import no.sticos.erp.erp.Resource;

/**
 * Registers, invoices, open items and bank: what the products read beside the books (facts.md §4.3).
 *
 * <p>Visma's list of required fields is for writing and not kept to in answers, so only a key is required,
 * and an amount where a document without one would pass for nothing owed.
 */
final class RegisterResources {
    static final List<VismaResource> ALL = List.of(
            at(
                            Resource.ACCOUNT_TYPES,
                            "/accountTypes",
                            ACCOUNTING,
                            Content.keyed(whole("Type")).books(text("TypeDescription")))
                    .sortedBy("Type"),
            at(
                    Resource.VAT_CODES,
                    "/vatcodes",
                    ACCOUNTING,
                    Content.keyed(id("Id"))
                            .books(text("Code"), text("Description"), amount("VatRate"))
                            .rows(
                                    "RelatedAccounts",
                                    whole("AccountNumber1"),
                                    whole("AccountNumber2"),
                                    whole("AccountNumber3"))),
            at(
                    Resource.VAT_RATES,
                    "/vatcodesrates",
                    ACCOUNTING,
                    Content.keyed(id("Id"))
                            .books(text("Code"))
                            .rows("VatRates", date("VatRateDate"), amount("VatRate"))),
            at(
                    Resource.COST_CENTERS,
                    "/costcenters",
                    ACCOUNTING,
                    Content.keyed(id("Id"))
                            .books(whole("Number"), text("Name"))
                            .typed(flag("IsActive"))
                            .rows("Items", id("Id"), text("ShortName"), text("Name"))
                            .details("Items", flag("IsActive"))),
            at(
                            Resource.PROJECTS,
                            "/projects",
                            ACCOUNTING,
                            Content.keyed(id("Id"))
                                    .books(
                                            text("Number"),
                                            text("Name"),
                                            date("StartDate"),
                                            date("EndDate"),
                                            id("CustomerId"))
                                    .typed(whole("Status"))
                                    .passing("CustomerName"))
                    .stamped("ModifiedUtc"),
            at(
                    Resource.TERMS_OF_PAYMENT,
                    "/termsofpayments",
                    SALES,
                    Content.keyed(id("Id"))
                            .books(text("Name"), whole("NumberOfDays"), whole("TermsOfPaymentTypeId"))
                            .typed(flag("AvailableForSales"), flag("AvailableForPurchase"))),
            at(Resource.CURRENCIES, "/currencies", SALES, Content.keyed(text("Code")))
                    .sortedBy("Code"),
            at(
                            Resource.CUSTOMERS,
                            "/customers",
                            SALES,
                            Content.keyed(id("Id"))
                                    .books(
                                            text("CustomerNumber"),
                                            text("Name"),
                                            text("CorporateIdentityNumber"),
                                            text("CurrencyCode"),
                                            id("TermsOfPaymentId"))
                                    .typed(flag("IsActive"), flag("IsPrivatePerson"))
                                    .passing("UnpaidInvoicesAmount", "LastInvoiceDate", "TermsOfPayment")
                                    .personal("CorporateIdentityNumber", "VatNumber", "TaxDeductionNumber"))
                    .stamped("ChangedUtc"),
            at(
                            Resource.SUPPLIERS,
                            "/suppliers",
                            PURCHASE,
                            Content.keyed(id("Id"))
                                    .books(
                                            text("SupplierNumber"),
                                            text("Name"),
                                            text("CorporateIdentityNumber"),
                                            text("CurrencyCode"),
                                            id("TermsOfPaymentId"),
                                            text("BankAccountNumber"),
                                            text("BankIban"))
                                    .typed(flag("IsActive"))
                                    .passing("UnpaidInvoicesAmount", "LastInvoiceDate", "AccountingTemplateId")
                                    .personal("CorporateIdentityNumber", "VatNumber"))
                    .stamped("ModifiedUtc"),
            at(
                            Resource.CUSTOMER_LEDGER_ITEMS,
                            "/customerledgeritems",
                            SALES,
                            Content.keyed(id("Id"))
                                    .books(
                                            id("CustomerId"),
                                            id("VoucherId"),
                                            text("InvoiceNumber"),
                                            date("InvoiceDate"),
                                            date("DueDate"),
                                            flag("IsCreditInvoice"),
                                            text("CurrencyCode"),
                                            amount("TotalAmountInvoiceCurrency").needed(),
                                            amount("RemainingAmountInvoiceCurrency")
                                                    .needed(),
                                            amount("VATAmountInvoiceCurrency"),
                                            amount("RoundingsAmountInvoiceCurrency"))
                                    .typed(amount("CurrencyRate"), whole("CurrencyRateUnit")))
                    .stamped("ModifiedUtc"),
            at(
                            Resource.SUPPLIER_INVOICES,
                            "/supplierinvoices",
                            PURCHASE,
                            Content.keyed(id("Id"))
                                    .books(
                                            id("SupplierId"),
                                            id("VoucherId"),
                                            text("InvoiceNumber"),
                                            date("InvoiceDate"),
                                            date("DueDate"),
                                            flag("IsCreditInvoice"),
                                            text("CurrencyCode"),
                                            amount("TotalAmount").needed(),
                                            amount("Vat"),
                                            amount("RemainingAmount").needed(),
                                            amount("RemainingAmountInvoiceCurrency"),
                                            whole("Status"))
                                    .typed(whole("PaymentStatus"), amount("CurrencyRate"), date("PaymentDate"))
                                    .rows(
                                            "Rows",
                                            whole("LineNumber"),
                                            account("AccountNumber"),
                                            amount("DebetAmount"),
                                            amount("CreditAmount"))
                                    .details(
                                            "Rows",
                                            id("VatCodeId"),
                                            id("CostCenterItemId1"),
                                            id("CostCenterItemId2"),
                                            id("CostCenterItemId3"),
                                            id("ProjectId"))
                                    .passing("SupplierName"))
                    .stamped("ModifiedUtc"),
            at(
                            Resource.BANK_ACCOUNTS,
                            "/bankaccounts",
                            PURCHASE,
                            Content.keyed(id("Id"))
                                    .books(
                                            text("Name"),
                                            text("Bban"),
                                            text("Iban"),
                                            whole("LedgerAccountNumber"),
                                            text("CurrencyCode"),
                                            whole("BankAccountType"))
                                    .typed(flag("IsActive"))
                                    .details("Balance", amount("Balance"), date("Date")))
                    .stamped("ModifiedUtc"),
            bankTransactions("/banktransactions/{bankAccountId}/unmatched"),
            bankTransactions("/banktransactions/{bankAccountId}/matched"),
            at(
                            Resource.CUSTOMER_INVOICES,
                            "/customerinvoices",
                            SALES,
                            Content.keyed(id("Id"))
                                    .books(
                                            id("CustomerId"),
                                            id("VoucherId"),
                                            text("InvoiceNumber"),
                                            date("InvoiceDate"),
                                            date("DueDate"),
                                            flag("IsCreditInvoice"),
                                            text("CurrencyCode"),
                                            amount("TotalAmount").needed(),
                                            amount("TotalVatAmount"),
                                            amount("TotalAmountInvoiceCurrency"),
                                            amount("RemainingAmount"),
                                            amount("RemainingAmountInvoiceCurrency"))
                                    .typed(whole("PaymentStatus"), amount("CurrencyRate"), date("PaymentDate"))
                                    .rows(
                                            "Rows",
                                            whole("LineNumber"),
                                            id("ArticleId"),
                                            amount("Quantity"),
                                            amount("UnitPrice"),
                                            amount("AmountNoVat"),
                                            amount("PercentVat"))
                                    .details(
                                            "Rows",
                                            flag("IsTextRow"),
                                            id("CostCenterItemId1"),
                                            id("CostCenterItemId2"),
                                            id("CostCenterItemId3"),
                                            id("ProjectId"))
                                    .personal("RotReducedInvoicingOrgNumber")
                                    .dropped("Persons"))
                    .stamped("ModifiedUtc"),
            at(
                            Resource.VAT_REPORTS,
                            "/vatreports",
                            ACCOUNTING,
                            Content.keyed(id("Id"))
                                    .books(
                                            text("Name"),
                                            date("StartDate"),
                                            date("EndDate"),
                                            amount("TotalAmount"),
                                            flag("IsRegretted"),
                                            id("VoucherId"))
                                    .typed(whole("DocumentApprovalStatus")))
                    .stamped("ModifiedUtc"),
            at(
                            Resource.ARTICLES,
                            "/articles",
                            SALES,
                            Content.keyed(id("Id"))
                                    .books(text("Number"), text("Name"), id("UnitId"), amount("NetPrice"))
                                    .typed(flag("IsActive"), flag("IsServiceArticle"))
                                    .passing(
                                            "UnitName",
                                            "UnitAbbreviation",
                                            "CodingName",
                                            "StockBalance",
                                            "StockBalanceReserved",
                                            "StockBalanceAvailable",
                                            "StockValue"))
                    .stamped("ChangedUtc"),
            at(
                    Resource.UNITS,
                    "/units",
                    SALES,
                    Content.keyed(id("Id")).books(text("Name"), text("Code"), text("Abbreviation"))),
            // A link to the file opens it for anybody, so it is neither asked for nor kept.
            at(
                            Resource.ATTACHMENTS,
                            "/attachments",
                            ACCOUNTING,
                            Content.keyed(id("Id"))
                                    .books(
                                            id("DocumentId"),
                                            whole("AttachedDocumentType"),
                                            whole("AttachmentStatus"),
                                            text("FileName"))
                                    .personal("SupplierCorporateIdentityNumber")
                                    .dropped("TemporaryUrl"))
                    .asking("includeMatched=true&includeTemporaryUrl=false"),
            at(
                            Resource.ALLOCATION_PERIODS,
                            "/allocationperiods",
                            PURCHASE,
                            Content.keyed(id("Id"))
                                    .books(
                                            date("BookkeepingDate"),
                                            amount("Amount"),
                                            whole("DebitAccountNumber"),
                                            whole("CreditAccountNumber"),
                                            whole("Status"),
                                            id("VoucherId"),
                                            id("SupplierInvoiceId"),
                                            id("CustomerInvoiceId"))
                                    .typed(
                                            whole("AllocationPeriodSourceType"),
                                            id("CostCenterItemId1"),
                                            id("CostCenterItemId2"),
                                            id("CostCenterItemId3"),
                                            id("ProjectId")))
                    .stamped("ModifiedUtc"));

    private RegisterResources() {}

    /**
     * One document whichever list it stands in: a transaction that gets matched is changed, not gone. Without
     * dates Visma tells of the current month only (facts.md §4.1, its specification).
     */
    private static VismaResource bankTransactions(String path) {
        return at(
                        Resource.BANK_TRANSACTIONS,
                        path,
                        ACCOUNTING,
                        Content.keyed(id("Id"))
                                .books(
                                        id("BankAccountId").needed(),
                                        date("TransactionDate"),
                                        amount("TransactionAmount").needed(),
                                        text("TransactionAmountCurrency"),
                                        flag("IsReconciled"))
                                .typed(amount("OriginalAmount"), amount("ChargeAmount"))
                                .rows("Rows", id("VoucherId"), amount("AmountTransactionCurrency"))
                                .details("Rows", id("PaymentVoucherId"), id("SourceId"))
                                .scopedBy("BankAccountId"))
                .asking("fromDate=1990-01-01&toDate=2099-12-31");
    }
}
