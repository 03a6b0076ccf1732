package no.sticos.erp.connect;

import static no.sticos.erp.connect.ConsentedClients.EXPIRED;
import static no.sticos.erp.connect.ConsentedClients.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.clients.ClientNews;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeSignIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenKeeperIT {
    private final ConsentedClients clients;

    TokenKeeperIT(io.vertx.core.Vertx vertx) {
        clients = new ConsentedClients(vertx);
    }

    @AfterAll
    void close() {
        clients.close();
    }

    @Test
    void a_token_that_lasts_is_handed_out_as_it_is() {
        var visma = new FakeSignIn(true);
        var client = clients.connected(visma, Duration.ofHours(1));

        var first = Await.result(clients.keeper(visma).current(client));

        assertThat(Await.result(clients.keeper(visma).current(client))).isEqualTo(first);
        assertThat(visma.refreshes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void fifty_callers_at_expiry_on_two_nodes_make_one_refresh(FakeSignIn.Regime regime) {
        var visma = new FakeSignIn(regime);
        var client = clients.connected(visma, EXPIRED);
        var anotherPool = clients.anotherPool();
        var nodes = List.of(clients.keeper(visma), clients.keeper(visma, anotherPool));

        var tokens = Await.result(Flowable.range(0, 50)
                .flatMapSingle(caller -> nodes.get(caller % 2).current(client), false, 50)
                .toList());

        assertThat(visma.refreshes()).isEqualTo(1);
        assertThat(tokens).hasSize(50).allMatch(tokens.get(0)::equals);
        assertThat(clients.row(client)).isEqualTo("WORKING null true");
        Await.done(anotherPool.close());
    }

    @ParameterizedTest
    @EnumSource
    void refreshing_goes_on_and_on_in_both_regimes(FakeSignIn.Regime regime) {
        var visma = new FakeSignIn(regime);
        var client = clients.connected(visma, EXPIRED);
        visma.life(EXPIRED);

        for (int round = 1; round <= 3; round++) {
            var before = clients.stored(client);
            var token = Await.result(clients.keeper(visma).current(client));

            assertThat(visma.refreshes()).isEqualTo(round);
            assertThat(clients.stored(client).access()).isEqualTo(token).isNotEqualTo(before.access());
            assertThat(clients.stored(client).refresh().equals(before.refresh()))
                    .isEqualTo(regime == FakeSignIn.Regime.REUSABLE);
        }
    }

    @Test
    void a_refused_token_is_renewed_once_for_all_who_were_refused() {
        var visma = new FakeSignIn(true);
        var client = clients.connected(visma, Duration.ofHours(1));
        var nodes = List.of(clients.keeper(visma), clients.keeper(visma));
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
        var client = clients.connected(visma, EXPIRED);
        visma.loseAnswers(1);

        assertThat(Await.result(clients.keeper(visma).current(client))).isNotNull();
        assertThat(visma.refreshes()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_TIME", "ONE_TIME_OR_ALL"})
    void a_one_time_token_whose_answer_is_lost_is_asked_for_once_more_before_the_grant_is_judged(
            FakeSignIn.Regime regime) {
        var visma = new FakeSignIn(regime);
        var client = clients.connected(visma, EXPIRED);
        visma.loseAnswers(1);

        assertFault(clients.keeper(visma).current(client), Cause.GRANT_ENDED);
        assertThat(visma.refreshes()).isEqualTo(2);
        assertThat(clients.row(client)).isEqualTo("ENDED grantEnded false");
    }

    @Test
    void answers_that_stay_away_fail_the_call_and_not_the_grant() {
        var visma = new FakeSignIn(false);
        var client = clients.connected(visma, EXPIRED);
        visma.loseAnswers(2);

        assertFault(clients.keeper(visma).current(client), Cause.NO_CONTACT);
        assertThat(clients.row(client)).isEqualTo("WORKING null true");
        assertThat(Await.result(clients.keeper(visma).current(client))).isNotNull();
    }

    @Test
    void a_server_that_never_answers_is_not_waited_for() {
        var visma = new FakeSignIn(false);
        var client = clients.connected(visma, EXPIRED);
        visma.slowness(Duration.ofHours(1));

        assertFault(clients.keeper(visma).current(client), Cause.NO_CONTACT);
        assertThat(clients.row(client)).isEqualTo("WORKING null true");
    }

    @Test
    void a_grant_that_visma_ended_has_no_tokens_left_and_a_line_in_the_trail() {
        var visma = new FakeSignIn(true);
        var client = clients.connected(visma, EXPIRED);
        visma.endAll();

        assertFault(clients.keeper(visma).current(client), Cause.GRANT_ENDED);
        assertFault(clients.keeper(visma).current(client), Cause.GRANT_ENDED);

        assertThat(visma.refreshes()).isEqualTo(1);
        assertThat(clients.row(client)).isEqualTo("ENDED grantEnded false");
        assertThat(clients.single(
                        "SELECT count(*)::text FROM gateway.grants WHERE tokens IS NOT NULL AND client_id = $1",
                        client.value()))
                .isEqualTo("0");
        assertThat(clients.single(
                        "SELECT string_agg(detail, ',') FROM gateway.audit_lines"
                                + " WHERE client_id = $1 AND action = 'grant_ended'",
                        client.value()))
                .isEqualTo("grantEnded");
    }

    @Test
    void a_client_without_a_grant_needs_a_login() {
        assertFault(clients.keeper(new FakeSignIn(true)).current(new ClientId(987_654)), Cause.GRANT_ENDED);
    }

    @Test
    void a_node_that_dies_with_the_lease_is_taken_over_when_it_ends() {
        var visma = new FakeSignIn(true);
        var client = clients.connected(visma, EXPIRED);
        clients.lease(client, "dead node", Duration.ofMillis(900));
        long began = System.nanoTime();

        assertThat(Await.result(clients.keeper(visma).current(client))).isNotNull();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(800));
        assertThat(visma.refreshes()).isEqualTo(1);
    }

    @Test
    void waiting_for_another_node_has_an_end() {
        var visma = new FakeSignIn(true);
        var client = clients.connected(visma, EXPIRED);
        clients.lease(client, "slow node", Duration.ofHours(1));

        assertFault(clients.keeper(visma).current(client), Cause.NO_CONTACT);
        assertThat(visma.refreshes()).isZero();
    }

    @Test
    void who_is_late_with_the_old_token_does_not_end_a_grant_that_another_node_renewed() {
        var visma = new FakeSignIn(true);
        var client = clients.connected(visma, EXPIRED);
        var slow = new FakeSignIn(true);
        slow.slowness(Duration.ofMillis(400));

        var late = clients.keeper(slow).current(client).cache();
        var running = late.subscribe(token -> {}, error -> {});
        var renewed = Await.result(Single.timer(200, TimeUnit.MILLISECONDS).flatMap(tick -> {
            clients.lease(client, "nobody", Duration.ZERO);
            return clients.keeper(visma).current(client);
        }));

        assertThat(Await.result(late)).isEqualTo(renewed);
        assertThat(slow.refreshes()).isEqualTo(1);
        assertThat(clients.row(client)).isEqualTo("WORKING null true");
        running.dispose();
    }

    @Test
    void a_node_that_stops_waits_for_its_refresh_and_the_new_tokens_are_stored() {
        var visma = new FakeSignIn(FakeSignIn.Regime.ONE_TIME_OR_ALL);
        var client = clients.connected(visma, EXPIRED);
        var keeper = clients.keeper(visma);
        var before = clients.stored(client);
        visma.slowness(Duration.ofMillis(400));
        var caller = keeper.current(client).subscribe(token -> {}, error -> {});
        Await.until(Duration.ofSeconds(5), () -> isLeased(client), () -> "nobody refreshes");

        caller.dispose();
        Await.done(keeper.settled());

        assertThat(isLeased(client)).isFalse();
        assertThat(clients.stored(client).refresh()).isNotEqualTo(before.refresh());
        visma.slowness(Duration.ZERO);
        assertThat(Await.result(clients.keeper(visma).current(client)))
                .isEqualTo(clients.stored(client).access());
        assertThat(visma.refreshes()).isEqualTo(1);
    }

    @Test
    void api_active_follows_the_last_call_and_a_visma_that_is_down_changes_nothing() {
        var visma = new FakeSignIn(true);
        var client = clients.connected(visma, Duration.ofHours(1));
        var keeper = clients.keeper(visma);

        Await.done(keeper.refused(client, Cause.VISMA_DOWN));
        assertThat(clients.row(client)).isEqualTo("WORKING null true");

        Await.done(keeper.refused(client, Cause.USER_LOST_ACCESS));
        assertThat(clients.row(client)).isEqualTo("WORKING userLostAccess false");

        Await.done(keeper.worked(client));
        assertThat(clients.row(client)).isEqualTo("WORKING null true");
    }

    @Test
    void api_active_is_written_only_when_it_changes() {
        var client = clients.connected(new FakeSignIn(true), Duration.ofHours(1));
        var keeper = clients.keeper(new FakeSignIn(true));
        var before = clients.single("SELECT xmin::text FROM gateway.grants WHERE client_id = $1", client.value());

        Await.done(keeper.worked(client));

        assertThat(clients.single("SELECT xmin::text FROM gateway.grants WHERE client_id = $1", client.value()))
                .isEqualTo(before);
    }

    @Test
    void a_consent_that_is_lost_is_told_once_for_each_cause_and_with_the_row() {
        var visma = new FakeSignIn(true);
        var client = clients.connected(visma, Duration.ofHours(1));
        var keeper = clients.keeper(visma, clients.database(), clients.news());

        Await.done(keeper.refused(client, Cause.VISMA_DOWN));
        Await.done(keeper.refused(client, Cause.GUIDE_NOT_DONE));
        assertThat(clients.events(client)).isEmpty();

        Await.done(keeper.refused(client, Cause.USER_LOST_ACCESS));
        Await.done(keeper.refused(client, Cause.USER_LOST_ACCESS));
        assertThat(clients.events(client)).containsExactly("needs_sign_in userLostAccess");

        Await.done(keeper.worked(client));
        Await.done(keeper.refused(client, Cause.USER_LOST_ACCESS));
        assertThat(clients.events(client)).hasSize(2);
    }

    @Test
    void a_grant_that_ends_is_told_once_and_not_without_its_end() {
        var visma = new FakeSignIn(FakeSignIn.Regime.ONE_TIME);
        var client = clients.connected(visma, EXPIRED);
        var untold = clients.keeper(visma, clients.database(), new Unwritable());
        visma.loseAnswers(1);

        assertThat(Await.error(untold.current(client))).hasMessage("as the test says");
        assertThat(clients.row(client)).isEqualTo("WORKING null true");

        var keeper = clients.keeper(visma, clients.database(), clients.news());
        clients.change("UPDATE gateway.grants SET lease_until = now() WHERE client_id = $1", client.value());
        assertFault(keeper.current(client), Cause.GRANT_ENDED);
        assertFault(keeper.current(client), Cause.GRANT_ENDED);

        assertThat(clients.row(client)).isEqualTo("ENDED grantEnded false");
        assertThat(clients.events(client)).containsExactly("needs_sign_in grantEnded");
    }

    private static final class Unwritable implements ClientNews {
        @Override
        public Completable activated(Tx tx, TenantId tenant, ClientId client) {
            return Completable.complete();
        }

        @Override
        public Completable deactivated(Tx tx, TenantId tenant, ClientId client) {
            return Completable.complete();
        }

        @Override
        public Completable needsSignIn(Tx tx, TenantId tenant, ClientId client, Cause cause) {
            return Completable.error(new IllegalStateException("as the test says"));
        }
    }

    private boolean isLeased(ClientId client) {
        return clients.single(
                        "SELECT (lease_owner IS NOT NULL)::text FROM gateway.grants WHERE client_id = $1",
                        client.value())
                .equals("true");
    }
}
