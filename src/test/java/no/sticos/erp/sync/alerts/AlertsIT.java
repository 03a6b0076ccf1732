package no.sticos.erp.sync.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import no.sticos.erp.clients.AlertKind;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.MailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told by mail that a client needs them, once, and not again before it was well. */
@ExtendWith(VertxExtension.class)
class AlertsIT {
    private static final String KARI = "kari@fjordtall.example";
    private static final String OLA = "ola@fjordtall.example";
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final AlertHouse house;

    AlertsIT(io.vertx.core.Vertx vertx) {
        house = new AlertHouse(new Vertx(vertx));
    }

    @AfterEach
    void close() {
        house.close();
    }

    // What is told

    @Test
    void a_dead_sign_in_is_told_to_who_connected_the_client() {
        var kari = house.person(KARI);
        var client = house.client(kari, "Fjell & Sønn <AS>");
        house.client(kari, "Frisk AS");
        assertThat(house.told()).isEmpty();

        house.dead(client);
        var mail = only(house.told());

        assertThat(mail.to()).isEqualTo(KARI);
        assertThat(mail.subject()).isEqualTo("Fjell & Sønn <AS> trenger pålogging");
        assertThat(mail.text())
                .contains("https://erp.sticos.example/clients/" + client + "\n", "/logins?mine", "/alerts")
                .doesNotContain("Frisk AS");
        assertThat(mail.html()).contains("Fjell &amp; Sønn &lt;AS&gt;", "href=\"https://erp.sticos.example/alerts\"");
    }

    @Test
    void books_that_do_not_prove_right_and_books_held_back_are_told() {
        var kari = house.person(KARI);
        var differs = house.client(kari, "Avvik AS");
        var held = house.client(kari, "Borte AS");
        house.proved(differs, "DEVIATION");
        house.ran(held, "HELD");

        var mail = only(house.told());

        assertThat(mail.subject()).isEqualTo("2 klienter trenger deg");
        assertThat(mail.text())
                .contains("Regnskapet stemmer ikke", "Avvik AS, tallene er fra")
                .contains("Borte AS (endringer venter på deg), tallene er fra");
    }

    @Test
    void figures_older_than_36_hours_are_told_and_not_of_who_needs_to_sign_in_anyway() {
        var kari = house.person(KARI);
        var old = house.client(kari, "Gammel AS");
        var dead = house.client(kari, "Død AS");
        var fresh = house.client(kari, "Fersk AS");
        house.aged(old, 37);
        house.aged(dead, 37);
        house.aged(fresh, 35);
        house.dead(dead);

        var mail = only(house.told());

        assertThat(house.strings("SELECT c.name || ' ' || a.kind FROM gateway.alerts a"
                        + " JOIN gateway.clients c USING (client_id) ORDER BY 1"))
                .containsExactly("Død AS SIGN_IN", "Gammel AS AGE");
        assertThat(mail.text()).contains("Tallene er eldre enn 36 timer").doesNotContain("Fersk AS");
    }

    @Test
    void a_client_that_was_never_fetched_is_old_once_it_has_had_its_time() {
        var kari = house.person(KARI);
        var client = house.client(kari, "Tom AS");
        house.run("DELETE FROM gateway.books WHERE client_id = " + client);
        assertThat(house.told()).isEmpty();

        house.aged(client, 37);
        assertThat(only(house.told()).text()).contains("Tom AS, ingen tall ennå");
    }

    @Test
    void who_is_switched_off_or_on_its_way_out_is_nobodys_trouble() {
        var kari = house.person(KARI);
        var off = house.client(kari, "Av AS");
        var leaving = house.client(kari, "Ut AS");
        house.dead(off);
        house.dead(leaving);
        house.look();
        house.run("UPDATE gateway.clients SET active = false WHERE client_id = " + off);
        house.run("INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, removal_id) SELECT "
                + leaving + ", tenant_id, 'REMOVAL', 'CLICK', 'x', 1 FROM gateway.clients WHERE client_id = "
                + leaving);

        assertThat(house.told()).isEmpty();
        assertThat(house.strings("SELECT kind FROM gateway.alerts")).isEmpty();
    }

    // How often

    @Test
    void all_that_is_new_goes_in_one_mail_and_the_next_comes_a_quarter_of_an_hour_later() {
        var kari = house.person(KARI);
        var clients = new ArrayList<ClientId>();
        for (int i = 0; i < 5; i++) {
            clients.add(house.client(kari, "Klient " + i));
        }
        clients.subList(0, 3).forEach(house::dead);
        assertThat(only(house.told()).text()).contains("Klient 0", "Klient 1", "Klient 2");

        house.dead(clients.get(3));
        house.later(Duration.ofMinutes(14));
        assertThat(house.told()).isEmpty();
        house.dead(clients.get(4));
        house.later(Duration.ofMinutes(1));

        assertThat(only(house.told()).text()).contains("Klient 3", "Klient 4").doesNotContain("Klient 0");
        house.later(QUARTER);
        assertThat(house.told()).isEmpty();
    }

    @Test
    void the_same_sign_in_is_told_again_only_after_it_worked() {
        var kari = house.person(KARI);
        var client = house.client(kari, "Fjell AS");
        house.dead(client);
        assertThat(house.told()).hasSize(1);
        house.later(QUARTER);
        assertThat(house.told()).isEmpty();

        house.renewed(client);
        house.look();
        house.dead(client);
        assertThat(house.told()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNKNOWN", "DEVIATION"})
    void wrong_books_are_told_again_only_after_they_proved_right(String between) {
        var kari = house.person(KARI);
        var client = house.client(kari, "Fjell AS");
        house.proved(client, "DEVIATION");
        assertThat(house.told()).hasSize(1);

        house.later(QUARTER);
        house.ran(client, "RUNNING");
        house.proved(client, "OK");
        house.look();
        house.ended(client);
        house.proved(client, between);
        house.look();
        house.proved(client, "DEVIATION");
        assertThat(house.told()).as("it never stood as right").isEmpty();

        house.proved(client, "OK");
        house.look();
        house.proved(client, "DEVIATION");
        assertThat(house.told()).hasSize(1);
    }

    @Test
    void what_is_new_waits_a_minute_for_more_of_the_same() {
        var kari = house.person(KARI);
        house.dead(house.client(kari, "Fjell AS"));
        house.look();

        assertThat(Await.result(house.patient().post())).isZero();
        house.run("UPDATE gateway.alerts SET since = since - interval '1 minute'");
        assertThat(house.told()).hasSize(1);
    }

    // Who

    @Test
    void each_person_chooses_what_to_be_told() {
        var kari = house.person(KARI);
        var session = kari.session();
        var client = house.client(kari, "Fjell AS");
        house.dead(client);
        house.proved(client, "DEVIATION");
        var people = house.portal.rooms().people();
        Await.done(people.choose(session.tenant(), session.person().subject(), Set.of(AlertKind.SIGN_IN)));

        assertThat(only(house.told()).subject()).isEqualTo("Regnskapet til Fjell AS stemmer ikke");
        house.later(QUARTER);
        assertThat(house.told()).isEmpty();

        Await.done(people.choose(session.tenant(), session.person().subject(), Set.of()));
        assertThat(only(house.told()).subject()).isEqualTo("Fjell AS trenger pålogging");
    }

    @Test
    void whoever_answers_for_a_client_is_told_and_nobody_else() {
        var kari = house.person(KARI);
        var ola = house.colleague(kari, OLA);
        var client = house.client(kari, "Fjell AS");
        house.entrusted(kari, client, ola);
        var other = house.person("ingrid@viddetall.example");
        house.client(other, "Vidde AS");
        house.dead(client);

        assertThat(only(house.told()).to()).isEqualTo(OLA);
    }

    @Test
    void nobody_is_told_until_a_person_with_an_address_answers_for_the_client() {
        var kari = house.person(null);
        var ola = house.colleague(kari, OLA);
        var client = house.client(kari, "Fjell AS");
        house.dead(client);
        assertThat(house.told()).isEmpty();

        house.entrusted(kari, client, ola);
        assertThat(only(house.told()).to()).isEqualTo(OLA);
    }

    // Once

    @Test
    void two_nodes_tell_each_person_once() {
        int people = 12;
        for (int i = 0; i < people; i++) {
            var kari = house.person("kari" + i + "@fjordtall.example");
            house.dead(house.client(kari, "Klient " + i));
            house.dead(house.client(kari, "Andre " + i));
        }
        house.run("UPDATE gateway.alert_rounds SET next_at = now()");
        Await.done(Single.merge(house.rounds().look(), house.rounds().look()).ignoreElements());

        int posted = Await.result(Single.zip(house.all(house.digests()), house.all(house.digests()), Integer::sum));
        house.delivered();

        assertThat(posted).isEqualTo(people);
        assertThat(house.server.received())
                .hasSize(people)
                .allSatisfy(mail -> assertThat(mail.subject()).isEqualTo("2 klienter trenger deg"))
                .extracting(MailServer.Received::to)
                .doesNotHaveDuplicates();
    }

    @Test
    void one_node_a_minute_looks_at_all_clients() {
        var kari = house.person(KARI);
        house.look();
        house.dead(house.client(kari, "Fjell AS"));

        Await.done(house.rounds().look().ignoreElement());
        assertThat(house.strings("SELECT kind FROM gateway.alerts")).isEmpty();

        house.run("UPDATE gateway.alert_rounds SET next_at = next_at - interval '1 minute'");
        Await.done(house.rounds().look().ignoreElement());
        assertThat(house.strings("SELECT kind FROM gateway.alerts")).containsExactly("SIGN_IN");
    }

    @Test
    void a_node_that_dies_before_the_letter_is_posted_has_told_nobody() {
        var kari = house.person(KARI);
        house.dead(house.client(kari, "Fjell AS"));
        house.look();
        var dying = house.digests(digest -> {
            throw new IllegalStateException("the node dies here");
        });

        assertThat(Await.error(dying.post())).hasMessageContaining("dies here");
        assertThat(house.told()).hasSize(1);
    }

    @Test
    void while_the_mail_server_is_away_what_was_told_waits_and_arrives_once() {
        var kari = house.person(KARI);
        house.dead(house.client(kari, "Fjell AS"));
        house.server.stop();
        house.look();
        assertThat(Await.result(house.all(house.digests()))).isEqualTo(1);
        house.delivered();
        assertThat(house.server.received()).isEmpty();

        house.server.start();
        house.run("UPDATE gateway.mails SET due_at = now()");
        house.delivered();
        house.delivered();
        assertThat(house.server.received()).hasSize(1);
        house.later(QUARTER);
        assertThat(house.told()).isEmpty();
    }

    private static MailServer.Received only(List<MailServer.Received> mails) {
        assertThat(mails).hasSize(1);
        return mails.get(0);
    }
}
