package no.sticos.erp.web.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.sticos.erp.sync.schedules.Schedule;
import no.sticos.erp.sync.schedules.Span;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tidsplan, over real HTTP and a real database. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScheduleRoutesIT {
    private static final Map<String, String> HOURLY = Map.of(
            "every", "60", "dayFrom", "6", "dayUntil", "20", "nightFrom", "23", "nightUntil", "4", "nights", "14");

    private final Portal portal;

    ScheduleRoutesIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void a_firm_s_choice_is_kept_and_shown_and_told_in_the_trail() {
        var kari = portal.visitor();
        assertThat(get(kari, kari.system())).contains(kari.system() + "/schedule", "Tidsplan");
        assertThat(get(kari, kari.system() + "/schedule"))
                .contains("value=\"yes\" checked", "value=\"22\" selected", "value=\"7\"");

        var saved = choose(kari, kari.system(), HOURLY);

        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(get(kari, saved.getHeader("Location")))
                .contains("Tidsplanen er lagret.", "value=\"60\" selected", "value=\"23\" selected", "value=\"14\"")
                .doesNotContain("checked");
        assertThat(chosen(kari)).isEqualTo(new Schedule(60, Span.ofHours(6, 20), false, Span.ofHours(23, 4), 14));
        assertThat(portal.trail(kari)).containsOnlyOnce("schedule_changed");
    }

    @Test
    void a_client_has_its_own_until_it_follows_the_firm_again() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", "974760673");
        var page = "/clients/" + client;
        assertThat(get(kari, page)).contains(page + "/schedule");

        choose(kari, page, HOURLY);
        assertThat(get(kari, page + "/schedule")).contains("Når Fjell AS hentes", "value=\"60\" selected");
        assertThat(chosen(kari).everyMinutes()).as("the firm's").isNull();

        var form = MultiMap.caseInsensitiveMultiMap().addAll(HOURLY).add("follow", "yes");
        assertThat(send(kari, page, form).statusCode()).isEqualTo(303);
        assertThat(get(kari, page + "/schedule")).doesNotContain("value=\"60\" selected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "367", "sju", "", "7.5"})
    void what_is_no_number_of_nights_stays_in_the_field_and_nothing_is_saved(String nights) {
        var kari = portal.visitor();
        var form = MultiMap.caseInsensitiveMultiMap().addAll(HOURLY).set("nights", nights);

        var refused = send(kari, kari.system(), form);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.bodyAsString())
                .contains("Skriv et helt tall fra 1 til 366.", "aria-invalid=\"true\"", "value=\"" + nights + "\"")
                .contains("value=\"60\" selected");
        assertThat(chosen(kari).everyMinutes()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"every, 4", "every, 1441", "dayFrom, 24", "nightUntil, x"})
    void what_the_form_does_not_offer_is_refused(String field, String value) {
        var kari = portal.visitor();
        var form = MultiMap.caseInsensitiveMultiMap().addAll(HOURLY).set(field, value);

        assertThat(send(kari, kari.system(), form).statusCode()).isEqualTo(400);
        assertThat(chosen(kari).everyMinutes()).isNull();
    }

    @Test
    void who_only_may_look_sees_it_and_changes_nothing() {
        var kari = portal.visitor();
        var reader = portal.reader(kari);

        assertThat(get(reader, kari.system() + "/schedule")).contains("aria-describedby=\"why-use\"");
        assertThat(choose(reader, kari.system(), HOURLY).statusCode()).isEqualTo(403);
        assertThat(chosen(kari).everyMinutes()).isNull();
    }

    @Test
    void a_client_s_page_says_when_it_is_fetched_next() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", "974760673");
        portal.run("UPDATE gateway.clients SET active = true, active_changed_at = now() WHERE client_id = " + client);
        portal.run("INSERT INTO gateway.dues (client_id, tenant_id, due_at, night) SELECT client_id, tenant_id,"
                + " timestamptz '2030-01-02 02:10+01', true FROM gateway.clients WHERE client_id = " + client);

        assertThat(get(kari, "/clients/" + client)).contains("Neste henting 02.01.2030 02:10");
    }

    @Test
    void a_run_of_the_schedule_is_told_from_one_that_a_product_asked_for() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", "974760673");
        for (var by : List.of("schedule", "rapport")) {
            portal.run(
                    "INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, state, started_at,"
                            + " ended_at) SELECT client_id, tenant_id, 'CHANGES', 'SCHEDULE', '" + by
                            + "', 'DONE', now(), now()"
                            + " FROM gateway.clients WHERE client_id = " + client);
        }

        assertThat(get(kari, "/clients/" + client + "/runs"))
                .contains("<td class=\"nowrap\">Tidsplan</td>", "<td class=\"nowrap\">rapport</td>")
                .doesNotContain("<td class=\"nowrap\">schedule</td>");
    }

    private Schedule chosen(Visitor visitor) {
        return Await.result(portal.rooms().schedules().of(visitor.session().tenant()));
    }

    private String get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend())
                .bodyAsString();
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> choose(Visitor visitor, String of, Map<String, String> fields) {
        return send(visitor, of, MultiMap.caseInsensitiveMultiMap().addAll(fields));
    }

    private HttpResponse<Buffer> send(Visitor visitor, String of, MultiMap form) {
        form.add("csrf", visitor.session().csrf().reveal());
        return Await.result(
                portal.request(visitor, HttpMethod.POST, of + "/schedule").rxSendForm(form));
    }
}
