package no.sticos.erp.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import io.vertx.rxjava3.ext.web.client.WebClient;
import java.time.ZoneOffset;
import java.util.List;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page of the person who works in Visma: what is pressed is seen in the API at once. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlPageIT {
    private static final CompanyPlan COMPANY = CompanyPlan.of("Arbeid & Sønn AS", "310000017", 60);

    private final Sandbox sandbox;
    private final Wire wire;
    private final WebClient web;

    ControlPageIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        this.sandbox = new Sandbox(vertx, Wire.settings(COMPANY));
        this.wire = new Wire(vertx, sandbox);
        this.web = WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false));
    }

    @BeforeAll
    void start() {
        Await.done(sandbox.start().ignoreElement());
    }

    @AfterAll
    void stop() {
        web.close();
        wire.close();
        Await.done(sandbox.stop());
    }

    @Test
    void a_voucher_is_booked_changed_and_deleted_by_a_button_each() {
        var before = ids();

        press("BOOK");
        var booked = ids().stream().filter(id -> !before.contains(id)).toList();
        assertThat(booked).hasSize(1);
        press("CHANGE");
        assertThat(newest().text()).endsWith("(rettet)");
        assertThat(newest().id().toString()).isEqualTo(booked.get(0));
        assertThat(newest().modified()).isAfter(newest().created());
        press("DELETE");

        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void a_voucher_is_booked_back_in_time_with_a_fresh_stamp() {
        press("BACK_DATE");

        var today = books().plan().today();
        assertThat(newest().date()).isEqualTo(today.minusMonths(1));
        assertThat(newest().modified())
                .isAfter(today.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        press("DELETE");
    }

    @Test
    void a_voucher_is_corrected_and_moved_to_the_year_before() {
        press("BOOK");
        press("CORRECT");
        assertThat(newest().rows()).extracting(VoucherRow::debit).contains(200_000L);

        press("MOVE_YEAR_BEFORE");
        assertThat(books().years().get(1).holds(newest().date())).isTrue();
        press("DELETE");

        press("BOOK_YEAR_BEFORE");
        assertThat(books().years().get(1).holds(newest().date())).isTrue();
        press("DELETE");
    }

    @Test
    void locks_move_and_years_are_locked_and_opened() {
        press("LOCK_FORWARD");
        press("LOCK_FORWARD");
        press("LOCK_BACK");
        var first = books().years().get(0);
        assertThat(books().lockedTo()).isEqualTo(first.end().plusDays(31));

        press("LOCK_YEAR");
        assertThat(books().years().get(1).locked()).isTrue();
        assertThat(answer("Host", "localhost:1").bodyAsString()).contains("(låst)", "Låst til og med");
        press("LOCK_YEAR");
        assertThat(books().years().get(1).locked()).isFalse();

        int years = books().years().size();
        press("OPEN_YEAR");
        assertThat(books().years()).hasSize(years + 1);
    }

    @Test
    void a_customer_comes_is_renamed_and_goes() {
        var trade = sandbox.company(COMPANY.id()).trade();
        int customers = trade.customers().size();

        press("ADD_CUSTOMER");
        press("RENAME_CUSTOMER");
        assertThat(trade.customers()).hasSize(customers + 1).last().satisfies(card -> assertThat(card.name())
                .isEqualTo("Ny kunde AS II"));
        press("REMOVE_CUSTOMER");

        assertThat(trade.customers()).hasSize(customers);
    }

    @Test
    void the_page_shows_the_newest_vouchers_and_escapes_names() {
        var page = answer("Host", "localhost:1");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.bodyAsString())
                .contains("Arbeid &amp; Sønn AS", newest().series() + newest().number() + " · ")
                .doesNotContain("<script");
    }

    @Test
    void another_machines_name_and_another_sites_form_are_refused() {
        assertThat(answer("Host", "attacker.example").statusCode()).isEqualTo(403);
        var before = ids();

        assertThat(form("DELETE", "http://attacker.example").statusCode()).isEqualTo(403);

        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void an_unknown_button_does_nothing() {
        var before = ids();

        assertThat(form("BURN", sandbox.address()).statusCode()).isEqualTo(400);

        assertThat(ids()).isEqualTo(before);
    }

    private void press(String work) {
        var answer = form(work, sandbox.address());
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(302);
        assertThat(answer.getHeader("Location")).startsWith("/control?company=" + COMPANY.id());
    }

    private HttpResponse<Buffer> form(String work, String origin) {
        var form = MultiMap.caseInsensitiveMultiMap()
                .add("company", COMPANY.id().toString())
                .add("work", work);
        return Await.result(
                web.postAbs(sandbox.control()).putHeader("Origin", origin).rxSendForm(form));
    }

    private HttpResponse<Buffer> answer(String header, String value) {
        return Await.result(
                web.getAbs(sandbox.control()).putHeader(header, value).rxSend());
    }

    private List<String> ids() {
        return Wire.texts(wire.list("/vouchers?$pagesize=1000", wire.accessToken(COMPANY)), "Id");
    }

    private Voucher newest() {
        return books().newest(1).get(0);
    }

    private Books books() {
        return sandbox.company(COMPANY.id()).books();
    }
}
