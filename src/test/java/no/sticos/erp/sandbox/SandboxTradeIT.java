package no.sticos.erp.sandbox;

import static no.sticos.erp.sandbox.Wire.documents;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the lists tell of one company fits together, to the øre; everything is read from the wire. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxTradeIT {
    private static final CompanyPlan COMPANY = CompanyPlan.of("Sammenheng AS", "310000017", 900);

    private final Sandbox sandbox;
    private final Wire wire;
    private final String token;
    private final LocalDate today;

    SandboxTradeIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        this.sandbox = new Sandbox(vertx, Wire.settings(COMPANY));
        this.wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
        this.token = wire.fullToken(COMPANY);
        this.today = sandbox.company(COMPANY.id()).books().plan().today();
    }

    @AfterAll
    void stop() {
        wire.close();
        Await.done(sandbox.stop());
    }

    @Test
    void open_customer_items_are_the_receivables_account() {
        var items = all("/customerledgeritems");

        assertThat(sum(items, "RemainingAmountInvoiceCurrency")).isEqualByComparingTo(balance(1500));
        assertThat(sum(all("/customerinvoices"), "RemainingAmount")).isEqualByComparingTo(balance(1500));
        assertThat(sum(all("/customers"), "UnpaidInvoicesAmount")).isEqualByComparingTo(balance(1500));
    }

    /** Ordinary invoices are negative on the wire, as the account is. */
    @Test
    void open_supplier_invoices_are_the_payables_account() {
        var invoices = all("/supplierinvoices");

        assertThat(sum(invoices, "RemainingAmount")).isEqualByComparingTo(balance(2400));
        assertThat(sum(all("/suppliers"), "UnpaidInvoicesAmount")).isEqualByComparingTo(balance(2400));
        assertThat(invoices)
                .anyMatch(invoice -> amount(invoice, "RemainingAmount").signum() < 0);
    }

    @Test
    void an_item_is_its_vouchers_row_on_the_account() {
        var vouchers = byId(all("/vouchers"));

        assertThat(all("/customerledgeritems").stream().skip(1))
                .hasSizeGreaterThan(200)
                .allSatisfy(item -> {
                    var voucher = Objects.requireNonNull(vouchers.get(item.getString("VoucherId")));
                    assertThat(onAccount(voucher, 1500))
                            .isEqualByComparingTo(amount(item, "TotalAmountInvoiceCurrency"));
                });
        assertThat(all("/supplierinvoices").stream().skip(1))
                .hasSizeGreaterThan(200)
                .allSatisfy(invoice -> {
                    var voucher = Objects.requireNonNull(vouchers.get(invoice.getString("VoucherId")));
                    assertThat(voucher.getString("SourceId")).isEqualTo(invoice.getString("Id"));
                    assertThat(onAccount(voucher, 2400)).isEqualByComparingTo(amount(invoice, "TotalAmount"));
                    assertThat(invoice.getJsonArray("Rows").size())
                            .isEqualTo(voucher.getJsonArray("Rows").size());
                });
    }

    @Test
    void an_invoices_rows_and_tax_are_its_total() {
        var invoices = all("/customerinvoices").stream()
                .filter(each -> !each.getBoolean("IsQuickInvoice"))
                .toList();

        assertThat(invoices).hasSizeGreaterThan(200).allSatisfy(invoice -> assertThat(
                        sum(rows(invoice), "AmountNoVat").add(amount(invoice, "TotalVatAmount")))
                .isEqualByComparingTo(amount(invoice, "TotalAmount")));
    }

    @Test
    void ids_lead_to_what_they_name() {
        var customers = ids("/customers");
        assertThat(values(all("/customerinvoices"), "CustomerId")).isSubsetOf(customers);
        assertThat(values(all("/projects"), "CustomerId")).isSubsetOf(customers);
        assertThat(values(all("/supplierinvoices"), "SupplierId")).isSubsetOf(ids("/suppliers"));
        assertThat(values(all("/supplierinvoices"), "BankAccountId")).isSubsetOf(ids("/bankaccounts"));
        var terms = ids("/termsofpayments");
        assertThat(values(all("/customers"), "TermsOfPaymentId")).isSubsetOf(terms);
        assertThat(wire.list("/companysettings", token).getString("TermsOfPaymentId"))
                .isIn(terms);
        assertThat(values(all("/articles"), "CodingId")).isSubsetOf(ids("/articleaccountcodings"));
        assertThat(values(all("/articles"), "UnitId")).isSubsetOf(ids("/units"));
        assertThat(values(all("/accounts"), "VatCodeId")).isSubsetOf(ids("/vatcodes"));
        assertThat(ids("/vatcodesrates")).isEqualTo(ids("/vatcodes"));
    }

    @Test
    void rows_of_vouchers_lead_to_departments_projects_vat_codes_and_scans() {
        var vouchers = all("/vouchers");
        var rows = vouchers.stream().flatMap(voucher -> rows(voucher).stream()).toList();
        var departments = all("/costcenters").stream()
                .flatMap(center -> objects(center.getJsonArray("Items")))
                .map(item -> item.getString("Id"))
                .collect(Collectors.toSet());

        assertThat(values(rows, "CostCenterItemId1")).isNotEmpty().isSubsetOf(departments);
        assertThat(values(rows, "ProjectId")).isNotEmpty().isSubsetOf(ids("/projects"));
        assertThat(values(rows, "VatCodeId")).isNotEmpty().isSubsetOf(ids("/vatcodes"));
        var linked = vouchers.stream()
                .map(voucher -> voucher.getJsonObject("Attachments"))
                .filter(link -> link != null)
                .flatMap(link -> link.getJsonArray("AttachmentIds").stream())
                .collect(Collectors.toSet());
        assertThat(linked).hasSizeGreaterThan(200).isSubsetOf(ids("/attachments"));
    }

    @Test
    void the_bank_has_what_is_booked_and_what_is_not_booked_yet() {
        var account = all("/bankaccounts").get(0);
        var path = "/banktransactions/" + account.getString("Id");
        var booked = all(path + "/matched", "&fromDate=2000-01-01&toDate=2100-01-01");
        var loose = all(path + "/unmatched", "&fromDate=2000-01-01&toDate=2100-01-01");

        assertThat(amount(account.getJsonObject("Balance"), "Balance"))
                .isEqualByComparingTo(balance(1920).add(sum(loose, "TransactionAmount")));
        assertThat(values(booked.stream().flatMap(line -> rows(line).stream()).toList(), "VoucherId"))
                .hasSize(booked.size())
                .isSubsetOf(ids("/vouchers"));
        assertThat(all(path + "/matched", "&fromDate=" + today + "&toDate=" + today))
                .allMatch(line -> line.getString("TransactionDate").equals(today.toString()));
        assertThat(all(path + "/matched").size()).isLessThan(booked.size());
    }

    @Test
    void invoices_modified_since_a_time_are_those_and_no_others() {
        var everything = all("/customerinvoices");
        var since = everything.get(everything.size() / 2).getString("ModifiedUtc");

        assertThat(values(all("/customerinvoices", "&modifiedSinceUtc=" + since), "Id"))
                .isNotEmpty()
                .isEqualTo(values(
                        everything.stream()
                                .filter(each -> !modified(each).isBefore(Instant.parse(since)))
                                .toList(),
                        "Id"));
        Wire.assertRefused(wire.api("/customerinvoices?modifiedSinceUtc=i-g%C3%A5r", token), 400, 6001);
    }

    @Test
    void attachments_come_without_address_or_without_the_booked_ones_if_asked() {
        assertThat(values(all("/attachments"), "TemporaryUrl")).isNotEmpty();
        assertThat(values(all("/attachments", "&includeTemporaryUrl=false"), "TemporaryUrl"))
                .isEmpty();
        assertThat(values(all("/attachments", "&includeMatched=false"), "DocumentId"))
                .isEmpty();
        Wire.assertRefused(wire.api("/attachments?includeMatched=ja", token), 400, 6001);
    }

    @Test
    void one_account_and_its_balance_can_be_asked_for() {
        var year = all("/fiscalyears").get(0).getString("Id");

        assertThat(wire.list("/accounts/" + year + "/1920", token).getString("Name"))
                .isEqualTo("Driftskonto bank");
        assertThat(amount(wire.list("/accountbalances/1920/" + today, token), "Balance"))
                .isEqualByComparingTo(balance(1920));
        Wire.assertRefused(wire.api("/accounts/" + year + "/1", token), 404, 3002);
        Wire.assertRefused(wire.api("/accountbalances/1/" + today, token), 404, 3002);
        Wire.assertRefused(wire.api("/accountbalances/x/" + today, token), 400, 6001);
    }

    private BigDecimal balance(int account) {
        return all("/accountbalances/" + today).stream()
                .filter(each -> each.getInteger("AccountNumber") == account)
                .map(each -> amount(each, "Balance"))
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    private List<JsonObject> all(String path) {
        return all(path, "");
    }

    private List<JsonObject> all(String path, String query) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(page -> wire.list(path + "?$pagesize=700&$page=" + page + query, token))
                .flatMap(page -> documents(page).stream())
                .toList();
    }

    private Set<String> ids(String path) {
        return values(all(path), "Id");
    }

    private static Set<String> values(List<JsonObject> documents, String field) {
        return documents.stream()
                .map(each -> each.getString(field))
                .filter(value -> value != null)
                .collect(Collectors.toSet());
    }

    private static Map<String, JsonObject> byId(List<JsonObject> documents) {
        return documents.stream().collect(Collectors.toMap(each -> each.getString("Id"), Function.identity()));
    }

    private static List<JsonObject> rows(JsonObject document) {
        return objects(document.getJsonArray("Rows")).toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static BigDecimal onAccount(JsonObject voucher, int account) {
        return rows(voucher).stream()
                .filter(row -> row.getInteger("AccountNumber") == account)
                .map(row -> amount(row, "DebitAmount").subtract(amount(row, "CreditAmount")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal sum(List<JsonObject> documents, String field) {
        return documents.stream().map(each -> amount(each, field)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(JsonObject document, String field) {
        return new BigDecimal(document.getValue(field).toString());
    }

    private static Instant modified(JsonObject document) {
        return Instant.parse(document.getString("ModifiedUtc"));
    }
}
