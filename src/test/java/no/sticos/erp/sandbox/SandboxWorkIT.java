package no.sticos.erp.sandbox;

import static no.sticos.erp.sandbox.Wire.documents;
import static no.sticos.erp.sandbox.Wire.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.Entry;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.contract.Complaints;
import no.sticos.erp.sandbox.contract.Contract;
import no.sticos.erp.sandbox.trade.Trade;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do in Visma, as the API tells of it at once and within its contract. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxWorkIT {
    private static final Contract CONTRACT = Contract.kept();
    private static final CompanyPlan COMPANY = CompanyPlan.of("Flittig AS", "310000017", 120);

    private final Sandbox sandbox;
    private final Wire wire;
    private final String token;

    SandboxWorkIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        this.sandbox = new Sandbox(vertx, Wire.settings(COMPANY));
        this.wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
        sandbox.quota().limit(Integer.MAX_VALUE);
        this.token = wire.fullToken(COMPANY);
    }

    @AfterAll
    void stop() {
        wire.close();
        Await.done(sandbox.stop());
    }

    @Test
    void a_new_year_has_accounts_balances_and_vouchers_of_its_own() {
        var year = books().openYear();
        books().add("A", year.start(), "Nytt år", cost());

        assertThat(texts(list("/fiscalyears"), "Id")).last().isEqualTo(year.id().toString());
        assertThat(texts(list("/vouchers/" + year.id()), "VoucherText")).containsExactly("Nytt år");
        assertThat(documents(list("/accounts/" + year.id()))).isNotEmpty();
        assertThat(documents(list("/accountbalances/" + year.end())))
                .anyMatch(balance -> balance.getInteger("AccountNumber") == 6800);
    }

    @Test
    void locks_stand_in_the_settings_and_on_the_year() {
        books().lockTo(LocalDate.of(2026, 9, 30));
        assertThat(settings().getString("AccountingLockedTo")).isEqualTo("2026-09-30");
        books().lockTo(LocalDate.of(2025, 12, 31));
        assertThat(settings().getString("AccountingLockedTo")).isEqualTo("2025-12-31");

        var year = books().years().get(1);
        books().lockYear(year.id(), true);
        assertThat(single("/fiscalyears/{id}", "/fiscalyears/" + year.id()).getBoolean("IsLockedForAccounting"))
                .isTrue();
    }

    @Test
    void cards_come_change_and_go_and_invoices_keep_the_name_they_were_written_under() {
        var known = trade().customers().get(0);
        var before = texts(list("/customerinvoices"), "CustomerName");

        var added = trade().customerCards().add("Nykommer AS");
        trade().customerCards().rename(known.id(), "Omdøpt AS");

        assertThat(texts(list("/customers"), "Name")).contains("Nykommer AS", "Omdøpt AS");
        assertThat(texts(list("/customerinvoices"), "CustomerName")).isEqualTo(before);
        trade().customerCards().remove(added.id());
        assertThat(texts(list("/customers"), "Name")).doesNotContain("Nykommer AS");
        assertThatThrownBy(() -> trade().customerCards().remove(known.id()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void suppliers_and_departments_do_so_too() {
        var supplier = trade().supplierCards().add("Leverandør II AS");
        var department = trade().departments().add("Utland");
        assertThat(texts(list("/suppliers"), "Name")).contains("Leverandør II AS");
        assertThat(departments()).contains("Utland");

        trade().departments().rename(department.id(), "Innland");
        assertThat(departments()).contains("Innland").doesNotContain("Utland");

        trade().supplierCards().remove(supplier.id());
        trade().departments().remove(department.id());
        assertThat(texts(list("/suppliers"), "Name")).doesNotContain("Leverandør II AS");
        assertThat(departments()).doesNotContain("Innland");
    }

    @Test
    void a_booked_invoice_is_a_ledger_item_and_its_payment_moves_the_stamp() {
        var sale = books().add("B", today(), "Salg", List.of(row(1500, 50_000), row(3000, -50_000)));
        var item = documents(list("/customerledgeritems")).stream()
                .filter(each -> sale.id().toString().equals(each.getString("VoucherId")))
                .findFirst()
                .orElseThrow();
        assertThat(item.getDouble("TotalAmountInvoiceCurrency")).isEqualTo(500.0);

        books().delete(sale.id());

        assertThat(texts(list("/customerledgeritems"), "VoucherId"))
                .doesNotContain(sale.id().toString());
    }

    @Test
    void an_imported_voucher_has_no_stamp_and_no_filter_on_it_finds_it() {
        var imported = books().book(
                        List.of(Entry.of("A", today(), "Fra fil", cost()).as(Entry.Way.IMPORTED)))
                .get(0);

        var changed = filtered("ModifiedUtc ge 2000-01-01T00:00:00Z", "&$pagesize=1000");

        assertThat(texts(list("/vouchers"), "Id")).contains(imported.id().toString());
        assertThat(texts(changed, "Id")).doesNotContain(imported.id().toString());
    }

    /** facts.md §2.2: the number is no property of a voucher, and yet pages can be keyed by it. */
    @Test
    void pages_keyed_by_number_show_every_voucher_of_a_series_and_year_once() {
        var year = books().years().get(1);
        var found = new ArrayList<String>();
        int from = 1;
        var page = keyed(year.start().getYear(), from);
        while (!documents(page).isEmpty()) {
            found.addAll(texts(page, "NumberAndNumberSeries"));
            from = Integer.parseInt(found.get(found.size() - 1).substring(1)) + 1;
            page = keyed(year.start().getYear(), from);
        }

        assertThat(found)
                .containsExactlyElementsOf(books().vouchers().stream()
                        .filter(voucher -> voucher.series().equals("B") && year.holds(voucher.date()))
                        .map(voucher -> "B" + voucher.number())
                        .toList())
                .hasSizeGreaterThan(7);
    }

    @Test
    void a_page_of_one_tells_how_many_there_are_and_one_past_the_end_is_empty() {
        int all = books().vouchers().size();

        assertThat(total(filtered("Number ge 1", "&$pagesize=1"))).isEqualTo(all);
        var beyond = wire.list("/vouchers?$pagesize=1000&$page=2", token);
        assertThat(documents(beyond)).isEmpty();
        assertThat(total(beyond)).isEqualTo(all);
    }

    private JsonObject keyed(int year, int from) {
        return filtered(
                "NumberSeries eq 'B' and year(VoucherDate) eq " + year + " and Number ge " + from,
                "&$orderby=Number&$pagesize=3");
    }

    private JsonObject filtered(String filter, String more) {
        return wire.list("/vouchers?$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8) + more, token);
    }

    private static int total(JsonObject page) {
        return page.getJsonObject("Meta").getInteger("TotalNumberOfResults");
    }

    private List<String> departments() {
        return documents(list("/costcenters")).get(0).getJsonArray("Items").stream()
                .map(item -> ((JsonObject) item).getString("Name"))
                .toList();
    }

    private JsonObject settings() {
        return single("/companysettings", "/companysettings");
    }

    private JsonObject single(String operation, String path) {
        return agreed(operation, path);
    }

    /** A whole list, held to the contract. */
    private JsonObject list(String path) {
        var operation = path.startsWith("/accountbalances/")
                ? "/accountbalances/{date}"
                : path.replaceAll("/[0-9a-f-]{36}$", "/{fiscalyearId}");
        return agreed(operation, path + "?$pagesize=1000");
    }

    private JsonObject agreed(String operation, String path) {
        var answer = wire.api(path, token);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(Complaints.of(CONTRACT, CONTRACT.operation(operation).answer(), answer.bodyAsString()))
                .isEmpty();
        return answer.bodyAsJsonObject();
    }

    private LocalDate today() {
        return books().plan().today();
    }

    private Books books() {
        return sandbox.company(COMPANY.id()).books();
    }

    private Trade trade() {
        return sandbox.company(COMPANY.id()).trade();
    }

    private static List<VoucherRow> cost() {
        return List.of(row(6800, 12_345), row(1920, -12_345));
    }

    private static VoucherRow row(int account, long amount) {
        return new VoucherRow(account, Math.max(amount, 0), Math.max(-amount, 0), null);
    }
}
