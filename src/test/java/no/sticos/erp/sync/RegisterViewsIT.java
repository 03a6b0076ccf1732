package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.testing.StubCompany;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The read model: what Visma's odd forms look like to whoever asks schema {@code ledger}. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegisterViewsIT {
    private static final String ONE = "00000000-0000-0000-0000-000000000001";
    private static final String TWO = "00000000-0000-0000-0000-000000000002";
    private static final String NONE = "00000000-0000-0000-0000-000000000000";

    private final StubFetch gateway;
    private StubCompany company;

    RegisterViewsIT(io.vertx.core.Vertx core) {
        this.gateway = new StubFetch(new Vertx(core));
        this.company = gateway.begin();
    }

    @BeforeEach
    void anotherCompany() {
        company = gateway.begin();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void every_resource_has_a_view_of_its_name() {
        gateway.fetchWhole();

        for (var resource : Resource.values()) {
            assertThat(gateway.rows("1", "(SELECT v.* FROM ledger." + resource.id() + " v) v"))
                    .as(resource.id())
                    .hasSize(resource == Resource.COMPANY_SETTINGS || resource == Resource.FISCAL_YEARS ? 1 : 0);
        }
    }

    @Test
    void the_settings_tell_lock_dates_and_modules() {
        company.settings("[\"api_standard\",\"Reports\"]");

        gateway.fetch();

        assertThat(gateway.rows(
                        "currency, product_variant, accounting_locked_to, accounting_lock_interval, vat_period,"
                                + " activated_modules",
                        "ledger.company_settings"))
                .containsExactly("NOK 3 2026-01-31 1 6 {api_standard,Reports}");
        assertThat(gateway.rows("locked::text, bookkeeping_method, end_date", "ledger.fiscal_years"))
                .containsExactly("false 0 2026-12-31");
    }

    /** facts.md §2.5, §5.2: what is owed is negative; §5.3: a payment date stands on a partly paid invoice too. */
    @Test
    void what_a_company_owes_is_open_until_nothing_remains_whatever_the_payment_date_says() {
        company.list(
                "/supplierinvoices",
                supplierInvoice(1, "-1250.00", "-250.00", "\"2026-06-24\"", 1),
                supplierInvoice(2, "-400.00", "0.00", "\"2026-06-24\"", 1),
                supplierInvoice(3, "300.00", "300.00", "null", 1),
                supplierInvoice(4, "-99.00", "-99.00", "null", 2));

        gateway.fetchWhole();

        assertThat(gateway.rows("side, invoice_number, due_date, total, remaining", "ledger.open_items"))
                .containsExactly("supplier F1 2026-07-01 -1250.00 -250.00", "supplier F3 2026-07-01 300.00 300.00");
        assertThat(gateway.rows("invoice_number, payment_date", "ledger.supplier_invoices"))
                .containsExactly("F1 2026-06-24", "F2 2026-06-24", "F3", "F4");
        assertThat(gateway.rows("row_no, account, debit, credit", "ledger.supplier_invoice_rows"))
                .startsWith("1 4300 1000.00 0.00");
    }

    /** facts.md §5.16c: the ledger's amounts are the invoice's currency, and the VAT's name has three capitals. */
    @Test
    void the_customer_ledger_leads_to_its_vouchers() {
        company.list(
                "/customerledgeritems",
                ledgerItem(ONE, TWO, "500.00", "125.50"),
                ledgerItem(TWO, NONE, "-80.00", "-80.00"),
                ledgerItem("00000000-0000-0000-0000-000000000003", NONE, "70.00", "0.00"));

        gateway.fetchWhole();

        assertThat(gateway.rows(
                        "invoice_number, voucher_id, vat, currency_rate, currency_rate_unit",
                        "ledger.customer_ledger_items"))
                .contains("1011 " + TWO + " 100.00 11.2345 1", "1011 100.00 11.2345 1");
        assertThat(gateway.rows("side, remaining", "ledger.open_items"))
                .containsExactly("customer -80.00", "customer 125.50");
    }

    /** facts.md §2.5: customer invoices carry a time in their payment date; a rate may be a fraction. */
    @Test
    void invoices_have_rows_and_dates_of_either_form() {
        company.list(
                "/customerinvoices",
                """
                {"Id":"%s","CustomerId":"%s","VoucherId":"%s","InvoiceNumber":1011,"InvoiceDate":"2026-03-30",
                 "DueDate":"2026-04-29T00:00:00Z","PaymentDate":"2026-06-25T00:00:00Z","IsCreditInvoice":false,
                 "TotalAmount":1250.00,"TotalVatAmount":250.00,"RemainingAmount":0.00,"CurrencyCode":"NOK",
                 "IsQuickInvoice":true,"Persons":[{"Ssn":"121212-1212"}],
                 "Rows":[{"LineNumber":1,"ArticleId":null,"Text":"Timer","Quantity":2.5,"UnitPrice":400.00,
                          "AmountNoVat":1000.00,"PercentVat":0.25,"IsTextRow":false},
                         {"LineNumber":2,"Text":"Takk","PercentVat":25.0,"IsTextRow":true}]}"""
                        .formatted(ONE, TWO, TWO));

        gateway.fetchWhole();

        assertThat(gateway.rows("invoice_number, due_date, payment_date, total, remaining", "ledger.customer_invoices"))
                .containsExactly("1011 2026-04-29 2026-06-25 1250.00 0.00");
        assertThat(gateway.rows(
                        "row_no, row_text, quantity, amount_without_vat, vat_percent::float",
                        "ledger.customer_invoice_rows"))
                .containsExactly("1 Timer 2.5 1000.00 25", "2 Takk 25");
        assertThat(gateway.rows("body ->> 'IsQuickInvoice', body -> 'Persons'", "ledger.customer_invoices"))
                .containsExactly("true");
    }

    /** facts.md §2.5: 25.0 and 0.25 are the same rate. */
    @Test
    void a_vat_rate_is_per_cent_in_either_form() {
        company.list(
                "/vatcodes",
                "{\"Id\":\"" + ONE
                        + "\",\"Code\":\"3\",\"VatRate\":0.25,\"RelatedAccounts\":{\"AccountNumber1\":2700,\"AccountNumber2\":null}}",
                "{\"Id\":\"" + TWO + "\",\"Code\":\"33\",\"VatRate\":12.0,\"RelatedAccounts\":null}");
        company.list(
                "/vatcodesrates",
                """
                {"Id":"%s","Code":"33","VatRates":[{"VatRateDate":"2020-04-01T00:00:00","VatRate":6.0},
                 {"VatRateDate":"2021-10-01","VatRate":12.0}]}"""
                        .formatted(TWO));

        gateway.fetchWhole();

        assertThat(gateway.rows("code, percent::float, account1", "ledger.vat_codes"))
                .containsExactly("3 25 2700", "33 12");
        assertThat(gateway.rows("code, from_date, percent::float", "ledger.vat_rates"))
                .containsExactly("33 2020-04-01 6", "33 2021-10-01 12");
    }

    @Test
    void a_bank_account_tells_the_banks_own_balance() {
        company.list(
                "/bankaccounts",
                """
                {"Id":"%s","Name":"Drift","Bban":"12345678903","LedgerAccountNumber":1920,"BankAccountType":1,
                 "IsActive":true,"CurrencyCode":"NOK","Balance":{"Balance":-50733.08,"Date":"2026-11-23T00:00:00"}}"""
                        .formatted(ONE));

        gateway.fetchWhole();

        assertThat(gateway.rows("name, bban, account, bank_balance, bank_balance_date", "ledger.bank_accounts"))
                .containsExactly("Drift 12345678903 1920 -50733.08 2026-11-23");
    }

    @Test
    void registers_have_their_columns() {
        company.list("/accountTypes", "{\"Type\":20,\"TypeDescription\":\"Driftsinntekt\"}");
        company.list("/currencies", "{\"Code\":\"NOK\"}");
        company.list("/units", "{\"Id\":\"" + ONE + "\",\"Name\":\"Time\",\"Code\":\"HUR\",\"Abbreviation\":\"t\"}");
        company.list(
                "/termsofpayments",
                "{\"Id\":\"" + ONE + "\",\"Name\":\"30 dager\",\"NumberOfDays\":30,\"AvailableForSales\":true}");
        company.list(
                "/articles",
                "{\"Id\":\"" + ONE
                        + "\",\"Number\":\"A1\",\"Name\":\"Rådgivning\",\"NetPrice\":1200.5,\"IsActive\":true}");
        company.list(
                "/projects",
                "{\"Id\":\"" + ONE
                        + "\",\"Number\":\"P1\",\"Name\":\"Bru\",\"StartDate\":\"2026-01-01\",\"EndDate\":null,\"Status\":1}");
        company.list(
                "/costcenters",
                "{\"Id\":\"" + ONE + "\",\"Number\":1,\"Name\":\"Avdeling\",\"Items\":[{\"Id\":\"" + TWO
                        + "\",\"ShortName\":\"N\",\"Name\":\"Nord\",\"IsActive\":true}]}");
        company.list(
                "/vatreports",
                "{\"Id\":\"" + ONE
                        + "\",\"Name\":\"2. termin\",\"StartDate\":\"2026-03-01\",\"EndDate\":\"2026-04-30\",\"TotalAmount\":-1200.00,\"IsRegretted\":false}");
        company.list(
                "/attachments",
                "{\"Id\":\"" + ONE + "\",\"DocumentId\":\"" + TWO
                        + "\",\"AttachedDocumentType\":3,\"AttachmentStatus\":0,\"FileName\":\"bilag.pdf\",\"TemporaryUrl\":\"https://x\"}");
        company.list(
                "/allocationperiods",
                "{\"Id\":\"" + ONE
                        + "\",\"BookkeepingDate\":\"2026-05-01\",\"Amount\":100.00,\"DebitAccountNumber\":6300,\"CreditAccountNumber\":0,\"Status\":0}");

        gateway.fetchWhole();

        assertThat(gateway.rows("account_type, description", "ledger.account_types"))
                .containsExactly("20 Driftsinntekt");
        assertThat(gateway.rows("currency", "ledger.currencies")).containsExactly("NOK");
        assertThat(gateway.rows("name, code, abbreviation", "ledger.units")).containsExactly("Time HUR t");
        assertThat(gateway.rows("name, days, for_sales::text", "ledger.terms_of_payment"))
                .containsExactly("30 dager 30 true");
        assertThat(gateway.rows("number, name, net_price", "ledger.articles")).containsExactly("A1 Rådgivning 1200.5");
        assertThat(gateway.rows("number, name, start_date, status", "ledger.projects"))
                .containsExactly("P1 Bru 2026-01-01 1");
        assertThat(gateway.rows("cost_center_id, short_name, name", "ledger.cost_center_items"))
                .containsExactly(ONE + " N Nord");
        assertThat(gateway.rows("name, end_date, total", "ledger.vat_reports"))
                .containsExactly("2. termin 2026-04-30 -1200.00");
        assertThat(gateway.rows(
                        "document_id, document_type, matched::text, body ->> 'TemporaryUrl'", "ledger.attachments"))
                .containsExactly(TWO + " 3 true");
        assertThat(company.asked("/attachments").get(0)).contains("includeMatched=true&includeTemporaryUrl=false");
        assertThat(gateway.rows("bookkeeping_date, amount, debit_account, credit_account", "ledger.allocation_periods"))
                .containsExactly("2026-05-01 100.00 6300");
    }

    @Test
    void parties_keep_their_orgnr_and_lose_a_personal_number() {
        company.list(
                "/customers",
                customer(1, "974760673", false),
                customer(2, "13897248022", false),
                customer(3, "811212-1212", true));
        company.list(
                "/suppliers",
                "{\"Id\":\"" + ONE
                        + "\",\"Name\":\"Enk\",\"CorporateIdentityNumber\":\"138972 48022\",\"VatNumber\":\"NO13897248022MVA\"}",
                "{\"Id\":\"" + TWO + "\",\"Name\":\"Srl\",\"VatNumber\":\"IT12345678901\"}");

        gateway.fetchWhole();

        assertThat(gateway.rows("number, organisation_number, private_person::text", "ledger.customers"))
                .containsExactly("1 974760673 false", "2 false", "3 true");
        assertThat(gateway.rows("name, organisation_number, body ->> 'VatNumber'", "ledger.suppliers"))
                .containsExactly("Enk", "Srl IT12345678901");
    }

    /** All of Visma's numbers with decimals, and those without that look like them (facts.md §4.3). */
    @Test
    void products_get_whatever_can_have_decimals_as_text_and_counts_as_numbers() {
        var decimals =
                "Amount AmountInvoiceCurrency AmountNoVat AmountTransactionCurrency Balance ChargeAmount CreditAmount"
                        + " CurrencyRate DebetAmount DebitAmount DiscountFixedAmount DiscountPercentage FreightCostWithCurrency"
                        + " FreightCosts GrossPrice LatePaymentFee MaterialCosts NetPrice NetPriceWithDiscount OrderingPoint"
                        + " OriginalAmount PercentVat Percentage PurchasePrice Quantity RemainingAmount RotReducedInvoicingPercent"
                        + " RoundingsAmountInvoiceCurrency StockBalance StockBalanceAvailable StockValue TotalAmount TotalRoundings"
                        + " TotalVatAmount TransactionAmount UnitPrice VATAmountInvoiceCurrency Vat VatAmount VatHigh VatLow"
                        + " VatMedium VatPercent VatRate Weight WorkHours WorkHouseOtherCosts";
        var counts =
                "AccountNumber AccountingLockInterval CompanyStatus CurrencyRateUnit InvoiceNumber LineNumber Number"
                        + " NumberOfDays PaymentRemindersCount PaymentStatus ProductVariant ProportionalVatRateValue"
                        + " ProportionalVatValue Status Type VatPeriod VoucherType WorkCostType";

        assertThat(wireTypes(decimals)).isEqualTo("string");
        assertThat(wireTypes(counts)).isEqualTo("number");
    }

    private String wireTypes(String names) {
        gateway.fetch();
        return String.join(
                " ",
                gateway.rows(
                        "string_agg(DISTINCT jsonb_typeof(value), ' ')",
                        "gateway.books, jsonb_each(ledger.wire_form((SELECT jsonb_object_agg(n, 7) FROM"
                                + " unnest(string_to_array('" + names + "', ' ')) n)))"));
    }

    private static String customer(int number, String identity, boolean isPrivate) {
        return """
                {"Id":"00000000-0000-0000-0000-00000000000%d","CustomerNumber":"%d","Name":"Kunde",
                 "CorporateIdentityNumber":"%s","IsPrivatePerson":%s,"IsActive":true}"""
                .formatted(number, number, identity, isPrivate);
    }

    private static String ledgerItem(String id, String voucher, String total, String remaining) {
        return """
                {"Id":"%s","CustomerId":"%s","VoucherId":"%s","InvoiceNumber":1011,"InvoiceDate":"2026-03-30",
                 "DueDate":"2026-04-29","IsCreditInvoice":false,"CurrencyCode":"EUR","CurrencyRate":11.2345,
                 "CurrencyRateUnit":1,"TotalAmountInvoiceCurrency":%s,"RemainingAmountInvoiceCurrency":%s,
                 "VATAmountInvoiceCurrency":100.00}"""
                .formatted(id, ONE, voucher, total, remaining);
    }

    private static String supplierInvoice(int number, String total, String remaining, String paid, int status) {
        return """
                {"Id":"00000000-0000-0000-0000-00000000000%d","SupplierId":"%s","VoucherId":"%s","InvoiceNumber":"F%d",
                 "InvoiceDate":"2026-06-01","DueDate":"2026-07-01","PaymentDate":%s,"IsCreditInvoice":false,
                 "CurrencyCode":"NOK","TotalAmount":%s,"RemainingAmount":%s,"Status":%d,"PaymentStatus":5,
                 "Rows":[{"LineNumber":1,"AccountNumber":4300,"DebetAmount":1000.00,"CreditAmount":0.00}]}"""
                .formatted(number, ONE, TWO, number, paid, total, remaining, status);
    }
}
