package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Single;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.web.shell.Formats;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told who comes a moment too late, or whose client Visma refuses. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {
    private static final String FJELL = "974760673";

    private final Portal portal;

    RefusalsIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @RepeatedTest(5)
    void of_two_people_who_activate_the_same_orgnr_at_once_one_wins_and_the_other_is_told_which_client_has_it() {
        var kari = portal.visitor();
        var liv = portal.colleague(kari);
        var clients = List.of(portal.client(kari, "Fjell AS", FJELL), portal.client(kari, "Fjell Avd. 2 AS", FJELL));
        var names = List.of("Fjell AS", "Fjell Avd. 2 AS");

        var answers = Await.result(Single.zip(
                pressed(kari, clients.get(0)), pressed(liv, clients.get(1)), (one, other) -> List.of(one, other)));

        int winner = answers.get(0).statusCode() == 409 ? 1 : 0;
        var refused = answers.get(1 - winner);
        assertThat(answers.get(winner).statusCode()).isLessThan(400);
        assertThat(refused.statusCode()).isEqualTo(409);
        // Whether the database or the look before it refused, the other client is named.
        assertThat(refused.bodyAsString())
                .containsAnyOf(
                        "Samme orgnr som " + names.get(winner) + ", som er aktiv.",
                        names.get(winner) + " ble nettopp aktivert med samme orgnr.");
        assertThat(lines("SELECT c.name || ' ' || c.active_changed_by FROM gateway.clients c WHERE c.active"
                        + " AND c.tenant_id = (SELECT tenant_id FROM gateway.clients WHERE client_id = "
                        + clients.get(0) + ")"))
                .containsExactly(names.get(winner) + " "
                        + List.of("Kari Lunde", "Liv Dal").get(winner));
        assertThat(IntStream.range(0, 2)
                        .mapToObj(i ->
                                lines("SELECT state FROM gateway.client_states WHERE client_id = " + clients.get(i)))
                        .toList())
                .element(1 - winner)
                .isEqualTo(List.of("BLOCKED"));
    }

    @ParameterizedTest
    @CsvSource({
        "moduleOffLater, Fjell AS har ikke lenger tilgang til eAccounting.",
        "guideNotDone, Oppstartsveiviseren i Visma eAccounting er ikke fullført for Fjell AS.",
        "companyClosed, Fjell AS er ikke aktiv i Visma.",
        "licence, Lisensavtalen i Visma er ikke godtatt for Fjell AS."
    })
    void a_company_that_visma_refuses_as_a_whole_is_called_by_its_name(String cause, String words) {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        assertThat(Await.result(pressed(kari, client)).statusCode()).isLessThan(400);
        run("UPDATE gateway.runs SET state = 'FAILED', cause = '" + cause + "', ended_at = now() WHERE client_id = "
                + client);

        assertThat(page(kari, "/clients/" + client)).contains(words);
        assertThat(page(kari, kari.system())).contains(words).doesNotContain("for " + Formats.NO_VALUE);
    }

    /** Every answer of Visma's that calls for a new sign-in shows that in the row, not only an ended consent. */
    @ParameterizedTest
    @CsvSource({
        "tokenRefused, Visma godtar ikke påloggingen lenger.",
        "userLostAccess, 'Brukeren som ga samtykke, har ikke lenger tilgang til firmaet i Visma.'",
        "userLacksRight, 'Brukeren som ga samtykke, mangler rettigheter i Visma.'"
    })
    void a_refused_consent_needs_a_sign_in_until_a_call_works_again(String cause, String words) {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        assertThat(Await.result(pressed(kari, client)).statusCode()).isLessThan(400);
        run("UPDATE gateway.runs SET state = 'FAILED', cause = '" + cause + "', ended_at = now() WHERE client_id = "
                + client);
        run("UPDATE gateway.grants SET api_active = false, cause = '" + cause + "' WHERE client_id = " + client);

        assertThat(page(kari, "/clients/" + client)).contains("Trenger pålogging", words, "Koble til på nytt");

        run("UPDATE gateway.grants SET api_active = true, cause = NULL WHERE client_id = " + client);
        assertThat(lines("SELECT state FROM gateway.client_states WHERE client_id = " + client))
                .containsExactly("FAILED");
    }

    private Single<HttpResponse<Buffer>> pressed(Visitor visitor, ClientId client) {
        var fields = MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal());
        return portal.request(visitor, HttpMethod.POST, "/clients/" + client + "/activate")
                .putHeader("HX-Request", "true")
                .rxSendForm(fields);
    }

    private String page(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend())
                .bodyAsString();
    }

    private List<String> lines(String sql) {
        return Await.result(portal.database().forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private void run(String sql) {
        int changed = Await.result(portal.database().forGateway(tx -> tx.count(new Sql("test", sql))));
        assertThat(changed).isEqualTo(1);
    }
}
