package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.EventStream;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.web.live.PageStreams;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an open page is told, over real HTTP and a real database. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveIT {
    private static final String FJELL = "974760673";
    private static final String FJORD = "923609016";

    private final Portal portal;

    LiveIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void an_open_page_is_told_its_rows_at_once_and_then_only_what_changes() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);
        var quiet = portal.client(visitor, "Fjord AS", FJORD);
        try (var stream = portal.listen(visitor, visitor.system() + "/stream?status=off")) {
            stream.hear("event: row-" + client);
            stream.hear("event: row-" + quiet);

            post(visitor, "/clients/" + client + "/activate");

            stream.hear(" i køen");
            stream.hear("event: stale");
            assertThat(stream.text().split("event: row-" + quiet + "\n", -1)).hasSize(2);
        }
    }

    @Test
    void what_a_colleague_does_is_seen_at_a_hint_and_not_only_at_the_next_round() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);
        try (var stream = portal.listen(visitor, visitor.system() + "/stream")) {
            stream.hear("event: counts");
            run(
                    "UPDATE gateway.clients SET name = 'Fjelltopp AS', active = true, active_changed_at = now(),"
                            + " active_changed_by = 'Ola Vik' WHERE client_id = $1",
                    client.value());
            run(
                    "INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by)"
                            + " VALUES ($1, $2, 'SETTINGS', 'CLICK', 'Ola Vik')",
                    client.value(),
                    visitor.session().tenant().value());

            portal.hint();

            stream.hear("Nr. ");
        }
    }

    @Test
    void what_has_ended_is_said_in_one_sentence() {
        var visitor = portal.visitor();
        var done = portal.client(visitor, "Fjell AS", FJELL);
        var failed = portal.client(visitor, "Fjord AS", FJORD);
        post(visitor, "/clients/" + done + "/activate");
        post(visitor, "/clients/" + failed + "/activate");
        try (var stream = portal.listen(visitor, visitor.system() + "/stream")) {
            stream.hear("event: row-" + failed);

            publish(done);
            run(
                    "UPDATE gateway.runs SET state = 'FAILED', cause = 'vismaDown', ended_at = now() WHERE client_id = $1",
                    failed.value());

            stream.hear("event: say\ndata: 1 klient er oppdatert. 1 henting feilet.\n");
        }
    }

    @Test
    void a_clients_page_sees_its_run_its_proof_and_the_acknowledgements() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);
        try (var stream = portal.listen(visitor, "/clients/" + client + "/stream")) {
            stream.hear("event: head");
            stream.hear("event: proof");

            post(visitor, "/clients/" + client + "/activate");
            stream.hear("Nr. ");
            publish(client);

            stream.hear("Regnskapet stemmer ikke");
            stream.hear("event: say\ndata: Fjell AS: Avvik.\n");
            stream.hear("Etterslep 1 generasjon");
            run(
                    "UPDATE gateway.subscriptions SET acked_seq = newest_seq, acked_gen = 1, acked_at = now()"
                            + " WHERE client_id = $1",
                    client.value());
            stream.hear("Etterslep 0");
        }
    }

    @Test
    void a_stream_ends_with_its_session() {
        var visitor = portal.visitor();
        portal.client(visitor, "Fjell AS", FJELL);
        try (var stream = portal.listen(visitor, visitor.system() + "/stream")) {
            stream.hear("event: row-");

            post(visitor, "/sign-out");

            stream.hear("event: end");
        }
    }

    @Test
    void a_session_has_six_streams_and_no_more() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);
        var open = IntStream.range(0, PageStreams.MOST)
                .mapToObj(i -> portal.listen(
                        visitor, i % 2 == 0 ? visitor.system() + "/stream" : "/clients/" + client + "/stream"))
                .toList();
        open.forEach(stream -> stream.hear("event: "));

        assertThat(Await.result(portal.request(visitor, HttpMethod.GET, visitor.system() + "/stream")
                                .rxSend())
                        .statusCode())
                .isEqualTo(204);
        open.forEach(EventStream::close);
    }

    /** What proof, publication and delivery would write of books that only the check C1 refuses. */
    private void publish(ClientId client) {
        long id = client.value();
        run(
                "INSERT INTO gateway.generations (client_id, gen, run_id, stage, coverage, as_of, result, verdict, counts)"
                        + " VALUES ($1, 1, 1, 'REST', '{}', now(), 'DONE', 'DEVIATION', '{}')",
                id);
        run(
                "INSERT INTO gateway.books (client_id, current_gen, published_at, verified_at, verdict)"
                        + " VALUES ($1, 1, now(), now(), 'DEVIATION')",
                id);
        run("INSERT INTO gateway.events (client_id, seq, kind, gen, from_gen) VALUES ($1, 1, 'generation', 1, 0)", id);
        run(
                "INSERT INTO gateway.subscriptions (client_id, tenant_id, product, newest_seq)"
                        + " SELECT client_id, tenant_id, 'rapport', 1 FROM gateway.clients WHERE client_id = $1",
                id);
        run("UPDATE gateway.runs SET state = 'DONE', verdict = 'DEVIATION', ended_at = now() WHERE client_id = $1", id);
    }

    private void run(String sql, Object... args) {
        Await.done(portal.database()
                .forGateway(tx -> tx.count(new Sql("test", sql), args))
                .ignoreElement());
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> post(Visitor visitor, String path) {
        var fields = MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal());
        return Await.result(portal.request(visitor, HttpMethod.POST, path).rxSendForm(fields));
    }
}
