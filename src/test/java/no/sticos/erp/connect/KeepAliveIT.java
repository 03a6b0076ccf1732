package no.sticos.erp.connect;

import static no.sticos.erp.connect.ConsentedClients.COMPANY;
import static no.sticos.erp.connect.ConsentedClients.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import no.sticos.erp.erp.AccessTokens;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.FakeSignIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class KeepAliveIT {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final KeepAliveSettings QUICK = new KeepAliveSettings(WEEK, Duration.ZERO, Duration.ofHours(1));

    private final ConsentedClients clients;
    private final FakeSignIn visma = new FakeSignIn(FakeSignIn.Regime.ONE_TIME_OR_ALL);

    KeepAliveIT(io.vertx.core.Vertx vertx) {
        clients = new ConsentedClients(vertx);
        visma.slowness(Duration.ZERO);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void a_grant_that_nobody_used_for_a_week_is_renewed_and_a_newer_one_is_left_alone() {
        var idle = unusedFor("7 days");
        var inUse = unusedFor("6 days 23 hours");
        var before = clients.stored(inUse).refresh();

        assertThat(Await.result(keepAlive().batch())).isEqualTo(1);

        assertThat(visma.refreshes()).isEqualTo(1);
        assertThat(age(idle)).isEqualTo("today");
        assertThat(clients.stored(inUse).refresh()).isEqualTo(before);
        assertThat(Await.result(keepAlive().batch())).isZero();
    }

    @Test
    void a_grant_that_is_dead_is_ended_with_its_cause_and_the_next_ones_are_renewed() {
        var dead = unusedFor("9 days");
        visma.endAll();
        var living = unusedFor("8 days");

        assertThat(Await.result(keepAlive().batch())).isEqualTo(2);

        assertThat(clients.row(dead)).isEqualTo("ENDED grantEnded false");
        assertThat(age(living)).isEqualTo("today");
        assertThat(Await.result(keepAlive().batch())).isZero();
    }

    @Test
    void the_longest_unused_come_first_and_a_batch_has_a_bound() {
        var asked = new ConcurrentLinkedQueue<ClientId>();
        var all = IntStream.rangeClosed(1, 25)
                .mapToObj(i -> unusedFor((40 - i) + " days"))
                .toList();
        var keepAlive = keepAlive(noting(asked, Single.just(Secret.of("fresh"))), QUICK);

        assertThat(Await.result(keepAlive.batch())).isEqualTo(20);
        assertThat(asked).containsExactlyInAnyOrderElementsOf(all.subList(0, 20));

        assertThat(Await.result(keepAlive.batch())).isEqualTo(5);
        assertThat(asked).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void while_visma_is_away_a_batch_ends_at_the_first_and_is_tried_again_after_an_hour() {
        var asked = new ConcurrentLinkedQueue<ClientId>();
        var all = List.of(unusedFor("9 days"), unusedFor("8 days"));
        var away = keepAlive(noting(asked, Single.error(Fault.of(Cause.NO_CONTACT))), QUICK);

        assertFault(away.batch(), Cause.NO_CONTACT);
        assertThat(asked).hasSize(1);
        assertThat(Await.result(away.batch())).isZero();
        assertThat(all).allSatisfy(client -> assertThat(clients.row(client)).isEqualTo("WORKING null true"));

        clients.change("UPDATE gateway.grants SET tried_at = tried_at - interval '1 hour'");
        assertThat(Await.result(keepAlive().batch())).isEqualTo(2);
        assertThat(all).allSatisfy(client -> assertThat(age(client)).isEqualTo("today"));
    }

    @Test
    void two_nodes_at_once_renew_each_grant_once() {
        IntStream.range(0, 30).forEach(i -> unusedFor("8 days"));
        var anotherPool = clients.anotherPool();
        var here = keepAlive();
        var there = new KeepAlive(anotherPool, clients.keeper(visma, anotherPool), QUICK, Schedulers.computation());

        var taken = Await.result(Single.zip(here.batch(), there.batch(), Integer::sum));

        assertThat(taken).isEqualTo(30);
        assertThat(visma.refreshes()).isEqualTo(30);
        Await.done(anotherPool.close());
    }

    @Test
    void renewals_are_spread_out() {
        IntStream.range(0, 4).forEach(i -> unusedFor("8 days"));
        var slow = new KeepAliveSettings(WEEK, Duration.ofMillis(100), Duration.ofHours(1));
        long began = System.nanoTime();

        assertThat(Await.result(keepAlive(clients.keeper(visma), slow).batch())).isEqualTo(4);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    private KeepAlive keepAlive() {
        return keepAlive(clients.keeper(visma), QUICK);
    }

    private KeepAlive keepAlive(AccessTokens tokens, KeepAliveSettings settings) {
        return new KeepAlive(clients.database(), tokens, settings, Schedulers.computation());
    }

    @CanIgnoreReturnValue
    private ClientId unusedFor(String interval) {
        var client = clients.connected(visma.give(COMPANY));
        clients.change(
                "UPDATE gateway.grants SET renewed_at = now() - $2::text::interval,"
                        + " access_ends_at = now() - $2::text::interval + interval '1 hour' WHERE client_id = $1",
                client.value(),
                interval);
        return client;
    }

    private String age(ClientId client) {
        return clients.single(
                "SELECT CASE WHEN renewed_at > now() - interval '1 minute' THEN 'today' ELSE renewed_at::text END"
                        + " FROM gateway.grants WHERE client_id = $1",
                client.value());
    }

    private static AccessTokens noting(Collection<ClientId> asked, Single<Secret> answer) {
        return new AccessTokens() {
            @Override
            public Single<Secret> current(ClientId client) {
                asked.add(client);
                return answer;
            }

            @Override
            public Single<Secret> renewed(ClientId client, Secret refused) {
                throw new AssertionError("nobody was refused");
            }
        };
    }
}
