package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Notifications;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeChangeSource;
import no.sticos.erp.testing.Products;
import no.sticos.erp.testing.TestDatabase;

/** A database with one firm, its clients, and impatient relays: what the tests of this room share. */
final class EventsBench {
    static final EventSettings QUICK = new EventSettings(
            Products.SUBSCRIBERS,
            Duration.ofMillis(300),
            Duration.ofSeconds(3),
            Duration.ofMillis(100),
            2,
            1024,
            new RetryPolicy(4, Duration.ofMillis(20), Duration.ofMillis(100)));

    final Vertx vertx;
    final DbSettings settings = TestDatabase.empty();
    final Database database;
    final TenantId tenant;
    final Outbox outbox = new Outbox();
    final FakeChangeSource source = new FakeChangeSource();
    final Subscriptions subscriptions;

    EventsBench(Vertx vertx) {
        this.vertx = vertx;
        this.database = Await.result(new DatabaseStart(vertx, settings).open());
        this.subscriptions = new Subscriptions(database);
        this.tenant = new TenantId(insert(
                "INSERT INTO gateway.tenants (external_id, name) VALUES ('firm-1', 'Fjell') RETURNING tenant_id"));
        insert(
                "INSERT INTO gateway.integrations (tenant_id, system, created_by)"
                        + " VALUES ($1, 'visma-eaccounting', 'x') RETURNING integration_id",
                tenant.value());
    }

    ClientId client(String company) {
        return new ClientId(insert(
                "INSERT INTO gateway.clients (tenant_id, integration_id, company_id, name, identity_kind, orgnr,"
                        + " connected_by) SELECT $1, integration_id, $2, $2, 'ORGNR', '974760673', 'x'"
                        + " FROM gateway.integrations RETURNING client_id",
                tenant.value(),
                company));
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    long insert(String sql, Object... args) {
        return Await.result(database.forGateway(tx ->
                tx.first(new Sql("test", sql), row -> row.getLong(0), args).toSingle()));
    }

    /** Publishes a generation with these documents and gives its sequence. */
    @com.google.errorprone.annotations.CanIgnoreReturnValue
    long publish(ClientId client, int gen, Map<String, String> documents) {
        source.publish(client, gen, documents);
        return append(client, EventKind.GENERATION, gen, gen - 1);
    }

    @com.google.errorprone.annotations.CanIgnoreReturnValue
    long append(ClientId client, EventKind kind, int gen, int fromGen) {
        return Await.result(database.forGateway(tx -> outbox.append(tx, tenant, client, kind, gen, fromGen)));
    }

    /** {@code count} vouchers of some 240 bytes: five a page. */
    static Map<String, String> vouchers(int count, String text) {
        var vouchers = new TreeMap<String, String>();
        for (int i = 0; i < count; i++) {
            vouchers.put("v%04d".formatted(i), voucher(i, '"' + text + '"', ""));
        }
        return vouchers;
    }

    /** A voucher as the contract has it, without rows; {@code more} are further fields of Visma's, each with its comma. */
    static String voucher(int number, String text, String more) {
        return """
                {"id":"00000000-0000-0000-0000-%012d","voucherDate":"2026-02-15","numberSeries":null,\
                "numberAndNumberSeries":null,"voucherText":%s,"voucherType":null,"sourceId":null,\
                "modifiedUtc":null,"createdUtc":null,%s"rows":[]}"""
                .formatted(number, text, more);
    }

    Delivery delivery(String owner) {
        return delivery(owner, source);
    }

    Delivery delivery(String owner, ChangeSource source) {
        return new Delivery(database, owner, source, new Bus(vertx.eventBus(), QUICK.ackTimeout()), QUICK);
    }

    Single<String> deploy(String owner) {
        var hints = new Notifications(vertx, settings).on("events");
        return vertx.rxDeployVerticle(new OutboxRelay(delivery(owner), hints, QUICK));
    }

    Subscriptions.State state(ClientId client, Product product) {
        return Await.result(subscriptions.of(tenant, client)).stream()
                .filter(state -> state.product().equals(product))
                .findFirst()
                .orElseThrow();
    }

    static void until(BooleanSupplier holds) {
        Await.done(Observable.interval(0, 20, TimeUnit.MILLISECONDS)
                .filter(tick -> holds.getAsBoolean())
                .firstOrError()
                .ignoreElement());
    }

    Completable close() {
        return database.close();
    }
}
