package no.sticos.erp.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.ConnectedCompany;
import no.sticos.erp.clients.IdentityReader;
import no.sticos.erp.clients.Integrations;
import no.sticos.erp.clients.Person;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeSignIn;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenKeeperIT {
    private static final Person KARI = new Person("sub-kari", "Kari Nordmann");
    private static final Company COMPANY = new Company("c", "Fjell AS", "974760673", "NO", true);
    private static final TokenSettings QUICK = new TokenSettings(Duration.ofMinutes(2), Duration.ofSeconds(2));
    private static final Duration EXPIRED = Duration.ofSeconds(5);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Vertx vertx;
    private final Database database;
    private final Clients clients;
    private final TokenCipher cipher = new TokenCipher(TokenCipher.newKeyset());

    TokenKeeperIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        database = Await.result(TestDatabase.open(this.vertx));
        clients = new Clients(database);
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @Test
    void a_token_that_lasts_is_handed_out_as_it_is() {
        var visma = new FakeSignIn(true);
        var client = connected(visma, Duration.ofHours(1));

        var first = Await.result(keeper(visma).current(client));

        assertThat(Await.result(keeper(visma).current(client))).isEqualTo(first);
        assertThat(visma.refreshes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fifty_callers_at_expiry_on_two_nodes_make_one_refresh(boolean rotating) {
        var visma = new FakeSignIn(rotating);
        var client = connected(visma, EXPIRED);
        var nodes = List.of(keeper(visma), keeper(visma));

        var tokens = Await.result(Flowable.range(0, 50)
                .flatMapSingle(caller -> nodes.get(caller % 2).current(client), false, 50)
                .toList());

        assertThat(visma.refreshes()).isEqualTo(1);
        assertThat(tokens).hasSize(50).allMatch(tokens.get(0)::equals);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refreshing_goes_on_and_on_in_both_regimes(boolean rotating) {
        var visma = new FakeSignIn(rotating);
        var client = connected(visma, EXPIRED);
        visma.life(EXPIRED);

        for (int round = 1; round <= 3; round++) {
            assertThat(Await.result(keeper(visma).current(client))).isNotNull();
            assertThat(visma.refreshes()).isEqualTo(round);
        }
    }

    @Test
    void a_refused_token_is_renewed_once_for_all_who_were_refused() {
        var visma = new FakeSignIn(true);
        var client = connected(visma, Duration.ofHours(1));
        var nodes = List.of(keeper(visma), keeper(visma));
        var refused = Await.result(nodes.get(0).current(client));

        var tokens = Await.result(Flowable.range(0, 20)
                .flatMapSingle(caller -> nodes.get(caller % 2).renewed(client, refused), false, 20)
                .toList());

        assertThat(visma.refreshes()).isEqualTo(1);
        assertThat(tokens).hasSize(20).noneMatch(refused::equals);
    }

    @Test
    void a_lost_answer_is_asked_for_once_more() {
        var visma = new FakeSignIn(false);
        var client = connected(visma, EXPIRED);
        visma.loseAnswers(1);

        assertThat(Await.result(keeper(visma).current(client))).isNotNull();
        assertThat(visma.refreshes()).isEqualTo(2);
    }

    @Test
    void answers_that_stay_away_fail_the_call_and_not_the_grant() {
        var visma = new FakeSignIn(false);
        var client = connected(visma, EXPIRED);
        visma.loseAnswers(2);

        assertFault(keeper(visma).current(client), Cause.NO_CONTACT);
        assertThat(row(client)).isEqualTo("WORKING null true");
        assertThat(Await.result(keeper(visma).current(client))).isNotNull();
    }

    @Test
    void a_server_that_never_answers_is_not_waited_for() {
        var visma = new FakeSignIn(false);
        var client = connected(visma, EXPIRED);
        visma.slowness(Duration.ofHours(1));

        assertFault(keeper(visma).current(client), Cause.NO_CONTACT);
        assertThat(row(client)).isEqualTo("WORKING null true");
    }

    @Test
    void a_grant_that_visma_ended_has_no_tokens_left_and_a_line_in_the_trail() {
        var visma = new FakeSignIn(true);
        var client = connected(visma, EXPIRED);
        visma.endAll();

        assertFault(keeper(visma).current(client), Cause.GRANT_ENDED);
        assertFault(keeper(visma).current(client), Cause.GRANT_ENDED);

        assertThat(visma.refreshes()).isEqualTo(1);
        assertThat(row(client)).isEqualTo("ENDED grantEnded false");
        assertThat(single(
                        "SELECT count(*)::text FROM gateway.grants WHERE tokens IS NOT NULL AND client_id = $1",
                        client))
                .isEqualTo("0");
        assertThat(single(
                        "SELECT string_agg(detail, ',') FROM gateway.audit_lines"
                                + " WHERE client_id = $1 AND action = 'grant_ended'",
                        client))
                .isEqualTo("grantEnded");
    }

    @Test
    void a_client_without_a_grant_needs_a_login() {
        assertFault(keeper(new FakeSignIn(true)).current(new ClientId(987_654)), Cause.GRANT_ENDED);
    }

    @Test
    void a_node_that_dies_with_the_lease_is_taken_over_when_it_ends() {
        var visma = new FakeSignIn(true);
        var client = connected(visma, EXPIRED);
        lease(client, "dead node", Duration.ofMillis(900));
        long began = System.nanoTime();

        assertThat(Await.result(keeper(visma).current(client))).isNotNull();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(800));
        assertThat(visma.refreshes()).isEqualTo(1);
    }

    @Test
    void waiting_for_another_node_has_an_end() {
        var visma = new FakeSignIn(true);
        var client = connected(visma, EXPIRED);
        lease(client, "slow node", Duration.ofHours(1));

        assertFault(keeper(visma).current(client), Cause.NO_CONTACT);
        assertThat(visma.refreshes()).isZero();
    }

    @Test
    void who_is_late_with_the_old_token_does_not_end_a_grant_that_another_node_renewed() {
        var visma = new FakeSignIn(true);
        var client = connected(visma, EXPIRED);
        var slow = new FakeSignIn(true);
        slow.slowness(Duration.ofMillis(400));

        var late = keeper(slow).current(client).cache();
        var running = late.subscribe(token -> {}, error -> {});
        var renewed = Await.result(Single.timer(200, TimeUnit.MILLISECONDS).flatMap(tick -> {
            lease(client, "nobody", Duration.ZERO);
            return keeper(visma).current(client);
        }));

        assertThat(Await.result(late)).isEqualTo(renewed);
        assertThat(slow.refreshes()).isEqualTo(1);
        assertThat(row(client)).isEqualTo("WORKING null true");
        running.dispose();
    }

    @Test
    void api_active_follows_the_last_call_and_a_visma_that_is_down_changes_nothing() {
        var visma = new FakeSignIn(true);
        var client = connected(visma, Duration.ofHours(1));
        var keeper = keeper(visma);

        Await.done(keeper.refused(client, Cause.VISMA_DOWN));
        assertThat(row(client)).isEqualTo("WORKING null true");

        Await.done(keeper.refused(client, Cause.USER_LOST_ACCESS));
        assertThat(row(client)).isEqualTo("WORKING userLostAccess false");

        Await.done(keeper.worked(client));
        assertThat(row(client)).isEqualTo("WORKING null true");
    }

    @Test
    void api_active_is_written_only_when_it_changes() {
        var client = connected(new FakeSignIn(true), Duration.ofHours(1));
        var keeper = keeper(new FakeSignIn(true));
        var before = single("SELECT xmin::text FROM gateway.grants WHERE client_id = $1", client);

        Await.done(keeper.worked(client));

        assertThat(single("SELECT xmin::text FROM gateway.grants WHERE client_id = $1", client))
                .isEqualTo(before);
    }

    private TokenKeeper keeper(FakeSignIn visma) {
        return new TokenKeeper(database, visma, cipher, QUICK, RxHelper.scheduler(vertx));
    }

    private ClientId connected(FakeSignIn visma, Duration life) {
        visma.life(life);
        var given = visma.give(COMPANY);
        visma.life(Duration.ofHours(1));
        var client = newClient();
        var pair = new TokenPair(given.access(), Objects.requireNonNull(given.refresh()));
        var sealed = new GrantTable.Sealed(cipher.seal(client.tenant(), client.id(), pair), life, Set.of("ea:api"));
        return Await.result(database.forTenant(
                client.tenant(), tx -> GrantTable.put(tx, client, sealed, KARI).toSingleDefault(client.id())));
    }

    private Client newClient() {
        var number = COUNTER.incrementAndGet();
        var identity = new IdentityReader(Secret.of("0123456789abcdef0123456789abcdef")).read(null, "NO");
        return Await.result(new Tenants(database)
                .meet("firm-" + number, "Fjell")
                .flatMap(firm -> new Integrations(database).create(firm.id(), "visma-eaccounting", KARI))
                .map(created -> created.integration())
                .flatMap(made -> database.forTenant(
                        made.tenant(),
                        tx -> clients.connect(
                                tx, new ConnectedCompany(made.tenant(), made.id(), "c" + number, "F", identity), KARI)))
                .map(Clients.Described::client));
    }

    @CanIgnoreReturnValue
    private int lease(ClientId client, String owner, Duration length) {
        return Await.result(database.forGateway(tx -> tx.count(
                new Sql(
                        "test",
                        "UPDATE gateway.grants SET lease_owner = $2,"
                                + " lease_until = clock_timestamp() + $3::bigint * interval '1 millisecond'"
                                + " WHERE client_id = $1"),
                client.value(),
                owner,
                length.toMillis())));
    }

    private String row(ClientId client) {
        return single(
                "SELECT concat_ws(' ', state, coalesce(cause, 'null'), api_active::text) FROM gateway.grants"
                        + " WHERE client_id = $1",
                client);
    }

    private String single(String sql, ClientId client) {
        return Await.result(
                database.forGateway(tx -> tx.first(new Sql("test", sql), row -> row.getString(0), client.value())
                        .toSingle()));
    }

    private static void assertFault(Single<?> work, Cause cause) {
        assertThat(Await.error(work)).isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.reason())
                .isEqualTo(cause));
    }
}
