package no.sticos.erp.sandbox;

import static no.sticos.erp.sandbox.Wire.ROTATING;
import static no.sticos.erp.sandbox.Wire.assertRefused;
import static no.sticos.erp.sandbox.Wire.documents;
import static no.sticos.erp.sandbox.Wire.refresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import no.sticos.erp.sandbox.faults.Alteration;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.faults.Rule;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every misbehaviour that can be ordered, as it shows on the wire, and which calls it hits. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxFaultsIT {
    private static final String VOUCHERS = "/vouchers?$pagesize=3";
    private static final CompanyPlan SMALL = CompanyPlan.of("Liten AS", "310000017", 60);
    private static final CompanyPlan OTHER = CompanyPlan.of("Stor AS", "310000025", 60);

    private final Sandbox sandbox;
    private final Wire wire;
    private final String token;

    SandboxFaultsIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        this.sandbox = new Sandbox(vertx, Wire.settings(SMALL, OTHER));
        this.wire = new Wire(vertx, sandbox);
        Await.done(sandbox.start().ignoreElement());
        this.token = wire.accessToken(SMALL);
    }

    @AfterAll
    void stop() {
        wire.close();
        Await.done(sandbox.stop());
    }

    @AfterEach
    void behave() {
        sandbox.faults().clear();
        sandbox.faults().forgetCounts();
    }

    @Test
    void errors_come_in_vismas_words() {
        vouchers().times(1).then(Misbehaviour.serverError());
        assertRefused(wire.api(VOUCHERS, token), 500, 5000);

        vouchers().times(1).then(Misbehaviour.unauthorised());
        assertRefused(wire.api(VOUCHERS, token), 401, 4005);

        vouchers().times(1).then(Misbehaviour.forbidden(4012));
        assertRefused(wire.api(VOUCHERS, token), 403, 4012);
    }

    @Test
    void too_many_requests_names_the_wait_in_its_text_only() {
        vouchers().then(Misbehaviour.tooManyRequests(42));

        var answer = wire.api(VOUCHERS, token);

        assertRefused(answer, 429, 4010);
        assertThat(answer.bodyAsJsonObject().getString("DeveloperErrorMessage"))
                .isEqualTo("API calls quota exceeded! maximum admitted 600 per Minute. Try again in 42 seconds.");
        assertThat(answer.getHeader("Retry-After")).isNull();
    }

    @Test
    void a_load_balancer_answers_with_a_page_and_its_status() {
        vouchers().times(1).then(Misbehaviour.maintenancePage());
        var down = wire.api(VOUCHERS, token);
        vouchers().times(1).then(Misbehaviour.pageInsteadOfJson());
        var fine = wire.api(VOUCHERS, token);

        assertThat(List.of(down.statusCode(), fine.statusCode())).containsExactly(503, 200);
        assertThat(List.of(down, fine)).allSatisfy(answer -> {
            assertThat(answer.getHeader("Content-Type")).startsWith("text/html");
            assertThat(answer.bodyAsString()).startsWith("<!DOCTYPE html>");
        });
    }

    @Test
    void a_token_endpoint_refuses_with_the_word_that_was_ordered() {
        var kept = wire.grant(SMALL).getString("refresh_token");
        sandbox.faults().when("/connect/token").times(1).then(Misbehaviour.oauthError("temporarily_unavailable"));

        assertThat(wire.refused(refresh(kept))).isEqualTo("temporarily_unavailable");

        assertThat(wire.token(ROTATING, refresh(kept)).containsKey("access_token"))
                .isTrue();
    }

    @Test
    void an_answer_breaks_off_in_its_body() {
        vouchers().then(Misbehaviour.truncated());

        assertThatThrownBy(() -> wire.api(VOUCHERS, token)).hasMessageContaining("closed");
    }

    @Test
    void a_connection_is_reset_after_the_work_was_done() {
        var used = wire.grant(SMALL).getString("refresh_token");
        sandbox.faults().when("/connect/token").times(1).then(Misbehaviour.reset());

        assertThatThrownBy(() -> wire.token(ROTATING, refresh(used))).hasMessageContaining("closed");

        assertThat(wire.refused(refresh(used))).isEqualTo("invalid_grant");
    }

    @Test
    void json_breaks_off_in_an_answer_that_seems_whole() {
        vouchers().then(Misbehaviour.brokenJson());

        var answer = wire.api(VOUCHERS, token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString()).startsWith("{\"Meta\"");
        assertThatThrownBy(answer::bodyAsJsonObject).isInstanceOf(DecodeException.class);
    }

    @Test
    void a_late_answer_is_the_honest_one() {
        var honest = vouchersOnTheWire();
        vouchers().then(Misbehaviour.slow(Duration.ofMillis(200)));
        long begun = System.nanoTime();

        assertThat(vouchersOnTheWire()).isEqualTo(honest);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void a_list_tells_a_wrong_total_or_none_and_keeps_its_documents() {
        var honest = vouchersOnTheWire();

        vouchers().times(1).then(Misbehaviour.wrongTotal(7));
        var wrong = wire.list(VOUCHERS, token);
        assertThat(wrong.getJsonObject("Meta").getInteger("TotalNumberOfResults"))
                .isEqualTo(7);
        assertThat(documents(wrong)).isEqualTo(honest);

        vouchers().times(1).then(Misbehaviour.withoutMeta());
        var bare = wire.list(VOUCHERS, token);
        assertThat(bare.containsKey("Meta")).isFalse();
        assertThat(documents(bare)).isEqualTo(honest);
    }

    @Test
    void any_reply_at_all_may_be_ordered() {
        var reply = Reply.of(418, "text/plain", Buffer.buffer("te")).with("X-Kjele", "ja");
        vouchers().then(Misbehaviour.reply(reply));

        var answer = wire.api(VOUCHERS, token);

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.bodyAsString()).isEqualTo("te");
        assertThat(answer.getHeader("X-Kjele")).isEqualTo("ja");
    }

    @ParameterizedTest
    @EnumSource(Alteration.class)
    void an_alteration_spoils_one_thing_of_its_document_and_no_other_document(Alteration how) {
        var honest = vouchersOnTheWire();
        vouchers().then(Misbehaviour.altered(1, how));

        var spoilt = vouchersOnTheWire();

        assertThat(spoilt.get(0)).isEqualTo(honest.get(0));
        assertThat(spoilt.get(2)).isEqualTo(honest.get(2));
        assertThat(different(spoilt.get(1), honest.get(1))).hasSize(1);
        assertThat(shows(how, spoilt.get(1))).as(how.name()).isTrue();
        assertThat(shows(how, honest.get(1))).as("honest " + how).isFalse();
    }

    @Test
    void an_id_is_spoilt_on_anything_that_has_one() {
        sandbox.faults().when("/v2/fiscalyears").then(Misbehaviour.altered(0, Alteration.STRANGE_ID));

        assertThat(documents(wire.list("/fiscalyears", token)).get(0).getString("Id"))
                .isEqualTo("not-a-guid");
    }

    @Test
    void a_fault_hits_its_page_as_often_as_ordered() {
        vouchers().company(SMALL.id()).page(2).times(1).then(Misbehaviour.serverError());

        assertThat(statuses(VOUCHERS + "&$page=1", VOUCHERS + "&$page=2", VOUCHERS + "&$page=2"))
                .containsExactly(200, 500, 200);
    }

    @Test
    void a_fault_may_begin_later_and_its_path_may_stand_for_many() {
        sandbox.faults().when("/v2/*s").from(2).times(2).then(Misbehaviour.serverError());

        assertThat(statuses("/vouchers", "/accounts", "/fiscalyears", "/vouchers"))
                .containsExactly(200, 500, 500, 200);
    }

    @Test
    void a_fault_of_one_company_spares_the_others() {
        vouchers().company(OTHER.id()).then(Misbehaviour.serverError());

        assertThat(statuses("/vouchers")).containsExactly(200);
        assertThat(wire.api("/vouchers", wire.accessToken(OTHER)).statusCode()).isEqualTo(500);
    }

    @Test
    void the_faults_of_one_company_end_and_the_others_last() {
        vouchers().company(SMALL.id()).then(Misbehaviour.serverError());
        vouchers().company(OTHER.id()).then(Misbehaviour.serverError());

        sandbox.faults().clear(SMALL.id());

        assertThat(statuses("/vouchers")).containsExactly(200);
        assertThat(wire.api("/vouchers", wire.accessToken(OTHER)).statusCode()).isEqualTo(500);
    }

    @Test
    void of_two_faults_the_first_decides_until_it_is_used_up() {
        vouchers().times(1).then(Misbehaviour.unauthorised());
        vouchers().times(1).then(Misbehaviour.maintenancePage());

        assertThat(statuses("/vouchers", "/vouchers", "/vouchers")).containsExactly(401, 503, 200);
    }

    @Test
    void calls_are_counted_by_path_whether_they_went_well_or_not() {
        vouchers().times(1).then(Misbehaviour.serverError());
        assertThat(statuses("/vouchers?$page=1", "/vouchers?$page=2", "/accounts"))
                .containsExactly(500, 200, 200);

        assertThat(sandbox.faults().count("/v2/vouchers")).isEqualTo(2);
        assertThat(sandbox.faults().count("/v2/*")).isEqualTo(3);
        assertThat(sandbox.faults().counts()).containsEntry("/v2/vouchers", 2L).containsEntry("/v2/accounts", 1L);
        sandbox.faults().forgetCounts();
        assertThat(sandbox.faults().count("/v2/*")).isZero();
    }

    private Rule vouchers() {
        return sandbox.faults().when("/v2/vouchers");
    }

    private List<JsonObject> vouchersOnTheWire() {
        return documents(wire.list(VOUCHERS, token));
    }

    private List<Integer> statuses(String... paths) {
        return List.of(paths).stream()
                .map(path -> wire.api(path, token).statusCode())
                .toList();
    }

    private static List<String> different(JsonObject one, JsonObject other) {
        var names = new TreeSet<>(one.fieldNames());
        names.addAll(other.fieldNames());
        return names.stream()
                .filter(name -> one.containsKey(name) != other.containsKey(name)
                        || !Objects.equals(one.getValue(name), other.getValue(name)))
                .toList();
    }

    /** An expression, so that a new alteration does not compile before it is looked at here. */
    private static boolean shows(Alteration how, JsonObject voucher) {
        return switch (how) {
            case MISSING_ID -> !voucher.containsKey("Id");
            case STRANGE_ID -> "not-a-guid".equals(voucher.getString("Id"));
            case AMOUNT_TEXT -> debits(voucher).contains("mye");
            case THREE_DECIMALS -> debits(voucher).stream().anyMatch(debit -> debit.matches("\\d+\\.\\d{3}"));
            case UNBALANCED ->
                sum(voucher, "DebitAmount")
                                .subtract(sum(voucher, "CreditAmount"))
                                .compareTo(BigDecimal.ONE)
                        == 0;
            case MISSING_DATE -> !voucher.containsKey("VoucherDate");
            case IMPOSSIBLE_DATE -> "2026-02-30".equals(voucher.getString("VoucherDate"));
            case DATE_OUTSIDE_YEARS -> "1989-11-09".equals(voucher.getString("VoucherDate"));
            case LARGE_TEXT -> voucher.getString("VoucherText").length() > 2_000_000;
            case UNKNOWN_PROPERTY ->
                new JsonObject().put("Verdi", new JsonArray().add(1).add(2)).equals(voucher.getJsonObject("Nyhet"));
        };
    }

    private static List<String> debits(JsonObject voucher) {
        return amounts(voucher, "DebitAmount");
    }

    private static BigDecimal sum(JsonObject voucher, String field) {
        return amounts(voucher, field).stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<String> amounts(JsonObject voucher, String field) {
        return voucher.getJsonArray("Rows").stream()
                .map(row -> ((JsonObject) row).getValue(field).toString())
                .toList();
    }
}
