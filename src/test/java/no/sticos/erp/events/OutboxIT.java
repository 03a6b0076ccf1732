package no.sticos.erp.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import no.sticos.erp.db.Notifications;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Products;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxIT {
    private final EventsBench bench;

    OutboxIT(io.vertx.core.Vertx vertx) {
        bench = new EventsBench(new Vertx(vertx));
    }

    @AfterAll
    void close() {
        Await.done(bench.close());
    }

    @Test
    void sequences_stay_dense_under_many_writers_of_which_every_fourth_rolls_back() {
        var clients = List.of(bench.client("dense-1"), bench.client("dense-2"), bench.client("dense-3"));

        var committed = Await.result(Flowable.range(0, 240)
                .flatMapSingle(n -> write(clients.get(n % 3), n % 4 == 3), false, 8)
                .filter(done -> done)
                .count());

        assertThat(committed).isEqualTo(180);
        for (var client : clients) {
            assertThat(sequences(client))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 60).boxed().toList());
            assertThat(bench.state(client, Products.RAPPORT).behind()).isEqualTo(60);
        }
    }

    @Test
    void another_firms_client_gets_no_event() {
        var client = bench.client("foreign");

        var foreign = bench.database.forGateway(tx ->
                bench.outbox.append(tx, new TenantId(bench.tenant.value() + 1), client, EventKind.GENERATION, 1, 0));

        assertThat(Fault.is(Await.error(foreign), Cause.NOT_FOUND)).isTrue();
        assertThat(sequences(client)).isEmpty();
    }

    @Test
    void whoever_listens_is_told_at_the_commit_and_not_of_a_rollback() {
        var client = bench.client("told");
        var heard = new Notifications(bench.vertx, bench.settings).on("events");
        var counted = heard.take(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS)
                .replay();
        var listening = counted.connect();
        Await.done(counted.firstOrError().ignoreElement());

        Await.done(write(client, true).ignoreElement());
        bench.append(client, EventKind.GENERATION, 1, 0);

        assertThat(Await.result(counted.count())).as("standing, and one commit").isEqualTo(2);
        listening.dispose();
    }

    private Single<Boolean> write(ClientId client, boolean rollBack) {
        return bench.database
                .forGateway(tx -> bench.outbox
                        .append(tx, bench.tenant, client, EventKind.GENERATION, 1, 0)
                        .delay(3, TimeUnit.MILLISECONDS)
                        .flatMap(seq -> rollBack ? Single.error(Fault.of(Cause.BUG)) : Single.just(true)))
                .onErrorReturn(error -> !Fault.is(error, Cause.BUG));
    }

    private List<Long> sequences(ClientId client) {
        return Await.result(bench.database.forGateway(tx -> tx.list(
                new Sql("test", "SELECT seq FROM gateway.events WHERE client_id = $1 ORDER BY seq"),
                row -> row.getLong(0),
                client.value())));
    }
}
