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
import no.sticos.erp.sync.schedules.Bulk;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Synkroniser alle, over real HTTP and a real database. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkRoutesIT {
    private final Portal portal;

    BulkRoutesIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void the_question_says_how_many_and_how_long_at_least_and_begins_nothing() {
        var kari = firm();

        assertThat(get(kari, kari.system())).contains(kari.system() + "/sync-all", "Synkroniser alle");
        assertThat(get(kari, page(kari)))
                .contains("2 klienter blir hentet", "så det tar minst 1\u00a0min.")
                .doesNotContain("<progress", "Forrige gang");
        assertThat(hasRound(kari)).isFalse();
    }

    @Test
    void a_round_is_begun_paused_gone_on_with_and_ended_and_each_is_told_once() {
        var kari = firm();

        assertThat(press(kari, "").getHeader("Location")).isEqualTo(page(kari));
        press(kari, "");
        assertThat(get(kari, page(kari)))
                .contains("Synkroniserer 0\u00a0%", "<progress", "0 av 2 klienter er ferdige.", "Ca. 1\u00a0min igjen.")
                .contains("Startet av Kari Lunde", "sse-connect=\"" + page(kari) + "/stream\"", "Sett på pause");

        press(kari, "/pause");
        press(kari, "/pause");
        assertThat(get(kari, page(kari)))
                .contains("På pause, 0\u00a0% ferdig", "Satt på pause av Kari Lunde", "Fortsett", "Avslutt")
                .doesNotContain("min igjen");

        press(kari, "/resume");
        assertThat(round(kari).isPaused()).isFalse();
        press(kari, "/stop");
        assertThat(get(kari, page(kari)))
                .contains("Avsluttet av Kari Lunde", "Forrige gang", "2 klienter blir hentet")
                .doesNotContain("<progress", "sse-connect");
        assertThat(portal.trail(kari))
                .endsWith("bulk_started", "bulk_paused", "bulk_resumed", "bulk_stopped")
                .filteredOn(action -> action.startsWith("bulk_"))
                .hasSize(4);
    }

    @Test
    void a_button_on_an_old_page_does_nothing_to_the_next_round() {
        var kari = firm();
        press(kari, "");
        var old = round(kari);
        press(kari, "/stop");
        press(kari, "");

        press(kari, "/stop", old.id());

        assertThat(round(kari).isOpen()).isTrue();
        assertThat(round(kari).id()).isNotEqualTo(old.id());
    }

    @Test
    void an_open_page_follows_the_round_to_its_end() {
        var kari = firm();
        press(kari, "");
        try (var stream = portal.listen(kari, page(kari) + "/stream")) {
            stream.hear("0 av 2 klienter er ferdige.");
            portal.run("UPDATE gateway.bulk_members SET requested_at = now(), ended_at = now(), outcome = 'DONE'"
                    + " WHERE tenant_id = " + kari.session().tenant());
            stream.hear("Synkroniserer 100\u00a0%");
            press(kari, "/stop");
            stream.hear("Forrige gang");
            stream.hear("event: end");
        }
    }

    @Test
    void without_a_client_to_fetch_or_the_right_to_it_is_shown_why() {
        var empty = portal.visitor();
        assertThat(get(empty, page(empty))).contains("Ingen klienter er aktive", "aria-disabled=\"true\"");

        var kari = firm();
        var reader = portal.reader(kari);
        assertThat(get(reader, page(kari))).contains("aria-disabled=\"true\"", "Du har bare tilgang til å se.");
        assertThat(press(reader, "").statusCode()).isEqualTo(403);
        assertThat(hasRound(kari)).isFalse();

        press(kari, "");
        assertThat(get(reader, page(kari))).contains("<progress").doesNotContain("Sett på pause");
        assertThat(press(reader, "/pause").statusCode()).isEqualTo(403);
        assertThat(round(kari).isPaused()).isFalse();
    }

    /** With two clients that can be fetched, and one that is switched off. */
    private Visitor firm() {
        var kari = portal.visitor();
        portal.client(kari, "Fjell AS", "974760673");
        portal.client(kari, "Fjord AS", "923609016");
        var off = portal.client(kari, "Av AS", "310000017");
        portal.run("UPDATE gateway.clients SET active = true, active_changed_at = now() WHERE client_id <> " + off
                + " AND tenant_id = " + kari.session().tenant());
        return kari;
    }

    private Bulk round(Visitor visitor) {
        return Await.result(
                portal.rooms().bulks().newest(visitor.session().tenant()).toSingle());
    }

    private boolean hasRound(Visitor visitor) {
        return !Await.result(
                portal.rooms().bulks().newest(visitor.session().tenant()).isEmpty());
    }

    private static String page(Visitor visitor) {
        return visitor.system() + "/sync-all";
    }

    private String get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend())
                .bodyAsString();
    }

    /** On the page as it is now. */
    @CanIgnoreReturnValue
    private HttpResponse<Buffer> press(Visitor visitor, String button) {
        return press(visitor, button, hasRound(visitor) ? round(visitor).id() : 0);
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> press(Visitor visitor, String button, long bulk) {
        var form = MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal())
                .add("bulk", Long.toString(bulk));
        return Await.result(
                portal.request(visitor, HttpMethod.POST, page(visitor) + button).rxSendForm(form));
    }
}
