package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.Map;
import no.sticos.erp.testing.StubCompany;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a company has and has not, from Visma's answers over a whole fetch to what products are told. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistersIT {
    private static final String BANK = "11111111-2222-3333-4444-555555555555";

    private final StubFetch gateway;
    private StubCompany company;

    RegistersIT(io.vertx.core.Vertx core) {
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
    void what_is_open_comes_before_the_rest_and_a_company_without_any_of_it_is_whole() {
        gateway.fetch();
        assertThat(gateway.coverage())
                .containsExactly(
                        "account_balances", "accounts", "company_settings", "fiscal_years", "opening_balances");
        assertThat(company.asked("/customers")).isEmpty();

        gateway.fetch();
        assertThat(gateway.coverage())
                .contains("customers", "customer_ledger_items", "supplier_invoices", "bank_transactions");
        assertThat(company.asked("/customerinvoices")).isEmpty();

        gateway.fetch();
        assertThat(gateway.coverage())
                .contains("customers", "customer_invoices", "allocation_periods")
                .hasSize(25);
        assertThat(gateway.generation("result || ' ' || gaps::text")).isEqualTo("DONE {}");
    }

    @Test
    void a_bank_account_has_two_lists_and_a_transaction_that_gets_matched_is_changed_not_gone() {
        company.list("/bankaccounts", "{\"Id\":\"" + BANK + "\",\"Name\":\"Drift\",\"LedgerAccountNumber\":1920}");
        company.list("/banktransactions/" + BANK + "/unmatched", transaction(false));
        gateway.fetchWhole();
        assertThat(gateway.rows("bank_account_id, matched::text, amount", "ledger.bank_transactions"))
                .containsExactly(BANK + " false -125.50");

        company.list("/banktransactions/" + BANK + "/unmatched");
        company.list("/banktransactions/" + BANK + "/matched", transaction(true));
        gateway.fetch();

        assertThat(company.asked("/banktransactions/" + BANK + "/matched"))
                .as("without dates Visma tells of this month only")
                .allMatch(uri -> uri.contains("&fromDate=1990-01-01&toDate=2099-12-31"));
        assertThat(gateway.rows("matched::text", "ledger.bank_transactions")).containsExactly("true");
        assertThat(gateway.rows("voucher_id::text", "ledger.bank_transaction_rows"))
                .containsExactly("00000000-0000-0000-0000-000000000007");
    }

    @Test
    void without_the_bank_accounts_their_transactions_are_missing_and_not_none() {
        company.refuse("/bankaccounts", 403, 4006, "NoAccessToScopes");

        gateway.fetchWhole();

        assertThat(gateway.generation("result || ' ' || reason")).isEqualTo("PARTIAL scopeMissing");
        assertThat(gateway.generation("gaps ->> 'bank_transactions'"))
                .isEqualTo("[\"scopeMissing\", \"bank_accounts\", \"ea:purchase_readonly\"]");
        assertThat(gateway.coverage())
                .doesNotContain("bank_accounts", "bank_transactions")
                .contains("customers", "vouchers/2026-01-01");
        assertThat(gateway.rows("cause, array_to_string(cause_args, ' ')", "gateway.runs"))
                .contains("scopeMissing bank_accounts ea:purchase_readonly");
    }

    @Test
    void what_the_variant_lacks_is_not_in_use_and_not_asked_for_until_the_settings_change() {
        company.refuse("/supplierinvoices", 403, 4009, "NoAccessDueToProductVariant");
        company.refuse("/vatreports", 403, 4002, "ForbiddenRequestException - No access to module: vat_reporting");
        gateway.fetchWhole();
        assertThat(gateway.generation("result || ' ' || gaps::text"))
                .isEqualTo("DONE {\"vat_reports\": [\"variantLacks\", \"vat_reports\"],"
                        + " \"supplier_invoices\": [\"variantLacks\", \"supplier_invoices\"]}");
        assertThat(gateway.coverage()).doesNotContain("supplier_invoices", "vat_reports");
        assertThat(gateway.summary().gaps())
                .isEqualTo(Map.of("supplier_invoices", "variantLacks", "vat_reports", "variantLacks"));

        gateway.fetch();
        gateway.fetch();
        assertThat(company.asked("/supplierinvoices")).hasSize(1);
        assertThat(company.asked("/vatreports")).hasSize(1);
        assertThat(company.asked("/suppliers")).hasSize(3);

        company.settings("[\"api_standard\",\"purchase\"]");
        company.list("/supplierinvoices");
        gateway.fetch();
        assertThat(company.asked("/supplierinvoices")).hasSize(2);
        assertThat(gateway.coverage()).contains("supplier_invoices").doesNotContain("vat_reports");
        assertThat(gateway.generation("gaps::text"))
                .isEqualTo("{\"vat_reports\": [\"variantLacks\", \"vat_reports\"]}");
    }

    @Test
    void a_list_beside_the_books_that_cannot_be_read_leaves_the_others_whole() {
        company.refuse("/articles", 400, 6000, "QueryParameterError");

        gateway.fetchWhole();

        assertThat(gateway.generation("result || ' ' || gaps::text"))
                .isEqualTo("PARTIAL {\"articles\": [\"ourRequest\", \"ErrorCode 6000\"]}");
        assertThat(gateway.coverage()).contains("units", "attachments").doesNotContain("articles");
    }

    @Test
    void a_resource_that_is_refused_keeps_what_was_read_before() {
        company.list("/customers", "{\"Id\":\"00000000-0000-0000-0000-000000000001\",\"Name\":\"Kunde\"}");
        gateway.fetchWhole();
        company.refuse("/customers", 403, 4006, "NoAccessToScopes");

        gateway.fetch();

        assertThat(gateway.rows("name", "ledger.customers")).containsExactly("Kunde");
        assertThat(gateway.generation("result")).isEqualTo("PARTIAL");
        assertThat(gateway.coverage()).doesNotContain("customers");
    }

    @Test
    void a_document_set_aside_is_a_gap_of_its_resource_alone() {
        company.list(
                "/suppliers",
                "{\"Id\":\"00000000-0000-0000-0000-000000000001\",\"IsActive\":true}",
                "{\"Id\":\"00000000-0000-0000-0000-000000000002\",\"IsActive\":\"ja\"}");

        gateway.fetchWhole();

        assertThat(gateway.rows("supplier_id::text", "ledger.suppliers"))
                .containsExactly("00000000-0000-0000-0000-000000000001");
        assertThat(gateway.generation("gaps::text")).isEqualTo("{\"suppliers\": [\"notUnderstood\"]}");
    }

    private static String transaction(boolean matched) {
        return """
                {"Id":"00000000-0000-0000-0000-000000000009","TransactionDate":"2026-02-03","IsReconciled":%s,
                 "TransactionAmount":-125.50,"TransactionAmountCurrency":"NOK",
                 "Rows":[{"VoucherId":"00000000-0000-0000-0000-000000000007","AmountTransactionCurrency":-125.50}]}"""
                .formatted(matched);
    }
}
