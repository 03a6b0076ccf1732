package no.sticos.erp.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import no.sticos.erp.clients.ClientNews;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Company;
import no.sticos.erp.erp.SignIn;
import no.sticos.erp.erp.Tokens;
import no.sticos.erp.events.ClientEvents;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeSignIn;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.TestDatabase;

/** Clients with a consent of their own in a database of their own, and a look into their rows. */
final class ConsentedClients {
    static final Company COMPANY = new Company("c", "Fjell AS", "974760673", "NO", true);
    static final Duration EXPIRED = Duration.ofSeconds(5);
    private static final Person KARI = new Person("sub-kari", "Kari Nordmann");
    private static final TokenSettings QUICK = new TokenSettings(Duration.ofMinutes(2), Duration.ofSeconds(2));

    private final Vertx vertx;
    private final DbSettings settings = TestDatabase.migrated();
    private final TokenCipher cipher = new TokenCipher(TokenCipher.newKeyset());
    private final Database database;
    private final Firm firm;

    ConsentedClients(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        this.database = anotherPool();
        this.firm = new Firm(database);
    }

    Database database() {
        return database;
    }

    /** The same database as another node sees it; to be closed by whoever asks. */
    Database anotherPool() {
        return Await.result(new DatabaseStart(vertx, settings).open());
    }

    void close() {
        Await.done(database.close());
    }

    /** A node's keeper; its lease is two seconds. */
    TokenKeeper keeper(SignIn visma) {
        return keeper(visma, database);
    }

    TokenKeeper keeper(SignIn visma, Database node) {
        return keeper(visma, node, ClientNews.NONE);
    }

    /** A keeper that tells {@code news} what it has lost. */
    TokenKeeper keeper(SignIn visma, Database node, ClientNews news) {
        return new TokenKeeper(node, visma, cipher, QUICK, RxHelper.scheduler(vertx), Watch.NOBODY, news);
    }

    /** Writes what is lost into the clients' streams. */
    ClientNews news() {
        return new ClientEvents(new Outbox());
    }

    /** The events of the client's stream, each with its cause. */
    List<String> events(ClientId client) {
        var sql = new Sql(
                "test", "SELECT concat_ws(' ', kind, cause) FROM gateway.events WHERE client_id = $1 ORDER BY seq");
        return Await.result(database.forGateway(tx -> tx.list(sql, row -> row.getString(0), client.value())));
    }

    /** A client whose access token lasts so long; the ones after it last an hour. */
    ClientId connected(FakeSignIn visma, Duration life) {
        visma.life(life);
        var given = visma.give(COMPANY);
        visma.life(Duration.ofHours(1));
        return connected(given);
    }

    /** A client with these tokens. */
    ClientId connected(Tokens given) {
        var id = firm.client();
        var client = Await.result(new Clients(database).find(firm.tenant(), id));
        var pair = new TokenPair(given.access(), Objects.requireNonNull(given.refresh()));
        var sealed = new GrantTable.Sealed(cipher.seal(firm.tenant(), id, pair), given.life(), Set.of("ea:api"));
        return Await.result(database.forTenant(firm.tenant(), tx -> GrantTable.put(tx, client, sealed, Giver.of(KARI))
                .toSingleDefault(id)));
    }

    /** The tokens that are stored. */
    TokenPair stored(ClientId client) {
        return Await.result(database.forGateway(tx -> GrantTable.find(tx, client)
                .map(grant -> cipher.open(grant.tenant(), client, Objects.requireNonNull(grant.tokens())))
                .toSingle()));
    }

    /** State, cause, whether the last call succeeded. */
    String row(ClientId client) {
        return single(
                "SELECT concat_ws(' ', state, coalesce(cause, 'null'), api_active::text) FROM gateway.grants"
                        + " WHERE client_id = $1",
                client.value());
    }

    /** One text of one row. */
    String single(String sql, Object... args) {
        return Await.result(database.forGateway(tx ->
                tx.first(new Sql("test", sql), row -> row.getString(0), args).toSingle()));
    }

    /** Changes rows, and says how many. */
    @CanIgnoreReturnValue
    int change(String sql, Object... args) {
        return Await.result(database.forGateway(tx -> tx.count(new Sql("test", sql), args)));
    }

    /** The access token is over. */
    void expire(ClientId client) {
        change(
                "UPDATE gateway.grants SET access_ends_at = now() - interval '1 second' WHERE client_id = $1",
                client.value());
    }

    /** Another node has begun to refresh. */
    void lease(ClientId client, String owner, Duration length) {
        change(
                "UPDATE gateway.grants SET lease_owner = $2,"
                        + " lease_until = clock_timestamp() + $3::bigint * interval '1 millisecond'"
                        + " WHERE client_id = $1",
                client.value(),
                owner,
                length.toMillis());
    }

    static void assertFault(Single<?> work, Cause cause) {
        assertThat(Await.error(work)).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.reason())
                .isEqualTo(cause));
    }
}
