package no.sticos.erp.events;

import static no.sticos.erp.events.EventsBench.vouchers;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.core.eventbus.Message;
import io.vertx.rxjava3.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import no.sticos.erp.clients.ClientIdentity;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Contract;
import no.sticos.erp.testing.Products;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to a client itself, on its way to a product: written with what it tells of, in order with its books. */
@ExtendWith(VertxExtension.class)
class ClientNewsIT {
    private static final Person KARI = new Person("sub-kari", "Kari Nordmann");

    private final EventsBench bench;
    private final ClientEvents news;
    private final Clients clients;
    private final MessageConsumer<String> product;
    private final List<JsonObject> told = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    ClientNewsIT(io.vertx.core.Vertx vertx) {
        bench = new EventsBench(new Vertx(vertx));
        news = new ClientEvents(bench.outbox);
        clients = new Clients(bench.database, news);
        product = bench.vertx.eventBus().consumer(Bus.address(Products.RAPPORT), this::take);
    }

    @AfterEach
    void close() {
        assertThat(bodies).flatExtracting(Contract::validate).isEmpty();
        Await.done(product.rxUnregister().andThen(bench.close()));
    }

    @Test
    void switching_on_and_off_is_told_once_each_and_names_nobody() {
        var client = bench.client("switched");
        activate(client);
        activate(client);
        deactivate(client);
        deactivate(client);

        deliverAll();

        assertThat(types()).containsExactly("client.activated", "client.deactivated");
        assertThat(told.get(0).getJsonObject("data").fieldNames()).containsExactly("activatedAt");
        assertThat(told.get(1).getJsonObject("data").fieldNames()).containsExactly("deactivatedAt");
        assertThat(told).allSatisfy(message -> assertThat(message.encode()).doesNotContain("kari", "Kari"));
        assertThat(told).extracting(message -> message.getInteger("generation")).containsOnly(0);
    }

    @Test
    void what_is_undone_is_not_told() {
        var client = bench.client("undone");
        var failing = clients.activate(
                bench.tenant, client, KARI, (tx, on) -> Completable.error(Fault.of(Cause.REMOVAL_WAITING, "x", "y")));
        assertThat(Await.error(failing)).isInstanceOf(Fault.class);
        assertThat(events(client)).isEmpty();

        activate(client);
        var late = bench.database.forGateway(tx -> news.needsSignIn(tx, bench.tenant, client, Cause.GRANT_ENDED)
                .andThen(Single.error(new IllegalStateException("as the test says"))));
        assertThat(Await.error(late)).isInstanceOf(IllegalStateException.class);

        assertThat(events(client)).containsExactly("activated");
    }

    @Test
    void a_client_whose_new_number_another_one_has_is_told_to_be_switched_off() {
        var holder = bench.client("holder");
        var client = bench.client("moved");
        bench.insert(
                "UPDATE gateway.clients SET orgnr = '923609016' WHERE client_id = $1 RETURNING client_id",
                client.value());
        activate(holder);
        activate(client);

        var described =
                Await.result(clients.renewIdentity(bench.tenant, client, "Moved AS", identity("974760673"), KARI));

        assertThat(described.client().active()).isFalse();
        assertThat(events(client)).containsExactly("activated", "deactivated");
    }

    @Test
    void news_comes_in_order_with_generations_and_moves_none() {
        var client = bench.client("order");
        activate(client);
        bench.publish(client, 1, vouchers(1, "1.00"));
        deliverAll();
        bench.publish(client, 2, vouchers(1, "2.00"));
        needsSignIn(client);
        bench.publish(client, 3, vouchers(1, "3.00"));
        bench.append(client, EventKind.HEARTBEAT, 3, 3);
        deliverAll();

        assertThat(types().stream()
                        .filter(type -> !type.equals("generation.begin") && !type.equals("generation.changes")))
                .containsExactly(
                        "client.activated",
                        "generation.complete",
                        "generation.complete",
                        "client.needs-sign-in",
                        "generation.complete",
                        "heartbeat");
        assertThat(data("client.needs-sign-in").getString("cause")).isEqualTo("grantEnded");
        assertThat(data("client.needs-sign-in").getString("since")).isNotBlank();
        assertThat(bench.state(client, Products.RAPPORT).generation()).isEqualTo(3);
    }

    @Test
    void the_removal_of_books_hides_no_news_and_that_of_the_client_all() {
        var books = bench.client("books");
        bench.publish(books, 1, vouchers(1, "1.00"));
        activate(books);
        deactivate(books);
        bench.append(books, EventKind.BOOKS_REMOVED, 0, 1);
        deliverAll();
        assertThat(types()).containsExactly("client.activated", "client.deactivated", "client.removed");

        told.clear();
        var gone = bench.client("gone");
        Await.done(bench.database
                .forGateway(tx -> news.needsSignIn(tx, bench.tenant, gone, Cause.USER_LOST_ACCESS)
                        .toSingleDefault(true))
                .ignoreElement());
        bench.append(gone, EventKind.REMOVED, 0, 0);
        deliverAll();
        assertThat(types()).containsExactly("client.removed");
    }

    @Test
    void another_firms_transaction_reaches_no_stream_of_ours() {
        var client = bench.client("private");
        var stranger = new TenantId(bench.insert(
                "INSERT INTO gateway.tenants (external_id, name) VALUES ('firm-2', 'Fremmed') RETURNING tenant_id"));

        var reaching = bench.database.forTenant(
                stranger, tx -> news.activated(tx, bench.tenant, client).toSingleDefault(true));

        assertThat(Await.error(reaching)).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.reason())
                .isEqualTo(Cause.NOT_FOUND));
        assertThat(Await.error(bench.database.forTenant(
                        bench.tenant,
                        tx -> tx.count(new Sql("test", "UPDATE gateway.subscriptions SET acked_seq = newest_seq")))))
                .as("a firm moves nobody's position")
                .isNotNull();
    }

    private void activate(ClientId client) {
        assertThat(Await.result(clients.activate(bench.tenant, client, KARI)).active())
                .isTrue();
    }

    private void deactivate(ClientId client) {
        assertThat(Await.result(clients.deactivate(bench.tenant, client, KARI)).active())
                .isFalse();
    }

    private static ClientIdentity identity(String orgnr) {
        return new IdentityReader(Secret.of("0123456789abcdef0123456789abcdef")).read(orgnr, "NO");
    }

    private void needsSignIn(ClientId client) {
        Await.done(bench.database
                .forGateway(tx -> news.needsSignIn(tx, bench.tenant, client, Cause.GRANT_ENDED)
                        .toSingleDefault(true))
                .ignoreElement());
    }

    private List<String> events(ClientId client) {
        var sql = new Sql("test", "SELECT kind FROM gateway.events WHERE client_id = $1 ORDER BY seq");
        return Await.result(bench.database.forGateway(tx -> tx.list(sql, row -> row.getString(0), client.value())));
    }

    private List<String> types() {
        return told.stream()
                .map(message -> message.getString("type"))
                .map(type -> type.substring("no.sticos.erp.".length(), type.length() - ".v1".length()))
                .toList();
    }

    private JsonObject data(String type) {
        return told.get(types().indexOf(type)).getJsonObject("data");
    }

    private void take(Message<String> message) {
        bodies.add(message.body());
        told.add(new JsonObject(message.body()));
        message.reply(new JsonObject().put("ack", told.get(told.size() - 1).getString("id")));
    }

    private void deliverAll() {
        Await.done(Single.defer(() -> bench.delivery("all").deliverNext(Products.RAPPORT))
                .repeat()
                .takeWhile(delivered -> delivered)
                .ignoreElements());
    }
}
