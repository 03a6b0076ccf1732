package no.sticos.erp.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class HousekeepingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(40);

    private final Vertx vertx;

    HousekeepingIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
    }

    @Test
    void sign_ins_that_are_over_are_removed_by_two_nodes_and_one_under_way_stays() {
        var database = Await.result(TestDatabase.open(vertx));
        var flows = new SignInFlows(database);
        var state = RandomKey.next();
        var browser = RandomKey.hash(Secret.of("cookie"));
        Await.done(flows.begin(state, flow(browser)));
        abandon(database, 2_500);
        var chores = List.of(new Chore("ended sign-ins", flows.removeEnded()));

        deploy(chores);
        deploy(chores);

        Await.until(PATIENCE, () -> count(database) == 1, () -> count(database) + " flows left");
        assertThat(Await.result(flows.take(Flow.Kind.PORTAL, state, browser)).returnPath())
                .isEqualTo("/integrations");
        Await.done(database.close());
    }

    @Test
    void a_round_that_fails_is_followed_by_the_next() {
        var rounds = new AtomicInteger();
        var chore = new Chore("failing", Single.error(() -> {
            rounds.incrementAndGet();
            return Fault.of(Cause.DATABASE_AWAY);
        }));

        var id = deploy(List.of(chore));

        Await.until(PATIENCE, () -> rounds.get() >= 3, () -> rounds.get() + " rounds");
        Await.done(vertx.rxUndeploy(id));
    }

    @Test
    void a_round_begins_when_the_one_before_has_ended_and_none_after_the_stop() {
        var begun = new AtomicInteger();
        var slow = new Chore("slow", Single.<Integer>never().doOnSubscribe(on -> begun.incrementAndGet()));
        var id = deploy(List.of(slow));
        Await.until(PATIENCE, () -> begun.get() > 0, () -> "no round");

        Await.pause(SHORT.multipliedBy(5));
        assertThat(begun).hasValue(1);

        Await.done(vertx.rxUndeploy(id));
        Await.pause(SHORT.multipliedBy(5));
        assertThat(begun).hasValue(1);
    }

    @CanIgnoreReturnValue
    private String deploy(List<Chore> chores) {
        return Await.result(vertx.rxDeployVerticle(new Housekeeping(chores, SHORT)));
    }

    private static Flow flow(Buffer browser) {
        return new Flow(Flow.Kind.PORTAL, browser, null, "nonce", RandomKey.next(), "/integrations");
    }

    private static void abandon(Database database, int flows) {
        var sql = "INSERT INTO gateway.sign_in_flows (state_hash, kind, browser_hash, verifier, expires_at)"
                + " SELECT decode(md5(i::text), 'hex'), 'PORTAL', '\\x00', 'v', now() - interval '1 second'"
                + " FROM generate_series(1, $1) i";
        int made = Await.result(database.forGateway(tx -> tx.count(new Sql("test", sql), flows)));
        assertThat(made).isEqualTo(flows);
    }

    private static long count(Database database) {
        return Await.result(database.forGateway(
                tx -> tx.first(new Sql("test", "SELECT count(*) FROM gateway.sign_in_flows"), row -> row.getLong(0))
                        .toSingle()));
    }
}
