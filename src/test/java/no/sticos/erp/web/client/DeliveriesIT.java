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

/** What the client's page says of deliveries that wait and of stored rows, over real HTTP and a real database. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveriesIT {
    private static final String FJELL = "974760673";
    private static final String PRESS = "Prøv igjen nå";

    private final Portal portal;

    DeliveriesIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void a_parked_delivery_says_why_and_a_press_has_it_tried_again() {
        var kari = portal.visitor();
        var client = client(kari);
        position(client, "parked_at = now(), failures = 60, failure_code = 422");

        assertThat(page(kari, client))
                .contains("Rapport har mange ganger ikke tatt imot det vi sender (kode 422).", PRESS);

        assertThat(resume(kari, client, "rapport").statusCode()).isEqualTo(303);

        assertThat(page(kari, client)).doesNotContain("ikke tatt imot", PRESS);
        assertThat(parked(client)).isZero();
    }

    @Test
    void a_pause_and_a_silent_product_are_told_apart() {
        var kari = portal.visitor();
        var client = client(kari);

        position(client, "paused_at = now()");
        assertThat(page(kari, client)).contains("Rapport har bedt om en pause.");

        position(client, "paused_at = NULL, parked_at = now(), failures = 60, failure_code = NULL");
        assertThat(page(kari, client)).contains("Rapport har ikke svart på lenge.");

        position(client, "parked_at = NULL, failures = 3");
        assertThat(page(kari, client)).contains("Rapport svarer ikke. Prøver igjen");
    }

    @Test
    void who_may_only_look_another_firm_and_an_unknown_product_resume_nothing() {
        var kari = portal.visitor();
        var client = client(kari);
        position(client, "parked_at = now(), failures = 60");
        var reader = portal.reader(kari);

        assertThat(page(reader, client)).doesNotContain(PRESS);
        assertThat(resume(reader, client, "rapport").statusCode()).isEqualTo(403);
        assertThat(resume(kari, client, "regnskap").statusCode()).isEqualTo(404);
        assertThat(resume(portal.visitor(), client, "rapport").statusCode()).isEqualTo(404);

        assertThat(parked(client)).isEqualTo(1);
    }

    @Test
    void rows_that_were_altered_are_told_with_a_reference() {
        var kari = portal.visitor();
        var client = client(kari);
        new StoredBooks(portal.database(), client).twoGenerations();
        assertThat(page(kari, client)).contains("kontrolleres om natten").doesNotContain("Lagrede tall er endret");

        run(
                "INSERT INTO gateway.integrity_faults (client_id, resource, from_gen, doc, kind, reference)"
                        + " VALUES ($1, 'vouchers', 1, 3, 'CONTENT', 'K7Q2-42')",
                client.value());

        assertThat(page(kari, client)).contains("Lagrede tall er endret", "Oppgi K7Q2-42 til Sticos support");
    }

    private ClientId client(Visitor visitor) {
        var client = portal.client(visitor, "Fjell AS", FJELL);
        run(
                "INSERT INTO gateway.subscriptions (client_id, tenant_id, product, newest_seq)"
                        + " SELECT client_id, tenant_id, 'rapport', 1 FROM gateway.clients WHERE client_id = $1",
                client.value());
        return client;
    }

    private void position(ClientId client, String now) {
        run("UPDATE gateway.subscriptions SET " + now + " WHERE client_id = $1", client.value());
    }

    private long parked(ClientId client) {
        return Await.result(portal.database().forGateway(tx -> tx.first(
                        new Sql("test", "SELECT count(parked_at) FROM gateway.subscriptions WHERE client_id = $1"),
                        row -> row.getLong(0),
                        client.value())
                .toSingle()));
    }

    private void run(String sql, Object... args) {
        Await.done(portal.database()
                .forGateway(tx -> tx.count(new Sql("test", sql), args))
                .ignoreElement());
    }

    private String page(Visitor visitor, ClientId client) {
        var answer = Await.result(
                portal.request(visitor, HttpMethod.GET, "/clients/" + client).rxSend());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.bodyAsString();
    }

    private HttpResponse<Buffer> resume(Visitor visitor, ClientId client, String product) {
        var form = MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal());
        return Await.result(
                portal.request(visitor, HttpMethod.POST, "/clients/" + client + "/deliveries/" + product + "/resume")
                        .rxSendForm(form));
    }
}
