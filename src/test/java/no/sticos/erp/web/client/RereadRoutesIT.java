package no.sticos.erp.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Les på nytt: everything once more, whatever the run that waits was to read. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RereadRoutesIT {
    private static final String FJELL = "974760673";

    private final Portal portal;

    RereadRoutesIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"drift", "notFound"})
    void what_may_be_read_another_time_offers_that(String cause) {
        var kari = portal.visitor();
        var client = active(kari);
        portal.run("UPDATE gateway.runs SET state = 'FAILED', cause = '" + cause + "', ended_at = now()"
                + " WHERE client_id = " + client);

        assertThat(get(kari, "/clients/" + client).bodyAsString())
                .contains("Les regnskapet på nytt", "formaction=\"/clients/" + client + "/reread\"");
    }

    @Test
    void a_run_that_waits_reads_everything_and_goes_before_the_nights() {
        var kari = portal.visitor();
        var client = active(kari);
        waits(client, "gen = NULL, state = 'QUEUED'");

        var said = reread(kari, client);

        assertThat(said.bodyAsString()).contains("Leser regnskapet til Fjell AS på nytt.");
        assertThat(run(client)).isEqualTo("ALL CLICK");
        assertThat(portal.trail(kari)).filteredOn("sync_requested"::equals).hasSize(1);
        assertThat(reread(kari, client).bodyAsString()).contains("Henting pågår allerede for Fjell AS.");
        assertThat(portal.trail(kari)).filteredOn("sync_requested"::equals).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gen = 2, state = 'QUEUED'", "gen = 2, state = 'RUNNING'"})
    void a_run_that_has_begun_stays_what_it_is(String begun) {
        var kari = portal.visitor();
        var client = active(kari);
        waits(client, begun);

        assertThat(reread(kari, client).bodyAsString()).contains("Henting pågår allerede for Fjell AS.");
        assertThat(run(client)).startsWith("CHANGES");
    }

    @Test
    void who_may_not_and_whose_is_not_there_change_nothing() {
        var kari = portal.visitor();
        var stranger = portal.visitor();
        var client = active(kari);
        waits(client, "gen = NULL, state = 'QUEUED'");

        assertThat(reread(portal.reader(kari), client).statusCode()).isEqualTo(403);
        assertThat(reread(stranger, client).statusCode()).isEqualTo(404);
        assertThat(run(client)).isEqualTo("CHANGES SCHEDULE");
        assertThat(reread(kari, portal.client(kari, "Fjord AS", "923609016")).statusCode())
                .as("a client that is off")
                .isEqualTo(409);
    }

    private ClientId active(Visitor visitor) {
        var client = portal.client(visitor, "Fjell AS", FJELL);
        var session = visitor.session();
        Await.done(portal.rooms()
                .switching()
                .activate(session.tenant(), client, session.person())
                .ignoreElement());
        return client;
    }

    private void waits(ClientId client, String state) {
        portal.run("UPDATE gateway.runs SET stage = 'CHANGES', trigger = 'SCHEDULE', " + state + " WHERE client_id = "
                + client);
    }

    private String run(ClientId client) {
        var sql = "SELECT stage || ' ' || trigger FROM gateway.runs WHERE client_id = $1 AND ended_at IS NULL";
        return Await.result(portal.database()
                .forGateway(tx -> tx.first(new Sql("test", sql), row -> row.getString(0), client.value())
                        .toSingle()));
    }

    private HttpResponse<Buffer> reread(Visitor visitor, ClientId client) {
        var form = MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal());
        return Await.result(portal.request(visitor, HttpMethod.POST, "/clients/" + client + "/reread")
                .putHeader("HX-Request", "true")
                .rxSendForm(form));
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend());
    }
}
