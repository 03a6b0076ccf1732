package no.sticos.erp.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** At night each client has its turn, at one node. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NightTurnsIT {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Database database;
    private final Firm firm;

    NightTurnsIT(io.vertx.core.Vertx vertx) {
        this.database = Await.result(TestDatabase.open(new Vertx(vertx)));
        this.firm = new Firm(database);
    }

    @AfterAll
    void close() {
        Await.done(database.close());
    }

    @BeforeEach
    void forget() {
        for (var table : List.of("gateway.night_turns", "gateway.books")) {
            assertThat(touched("DELETE FROM " + table)).isNotNegative();
        }
    }

    @Test
    void two_nodes_share_the_clients_and_none_has_two() {
        var clients = clients(12);
        var one = turns("one", HOUR);
        var other = turns("other", HOUR);

        var claimed = Await.result(Flowable.range(0, 12)
                .flatMapMaybe(number -> (number % 2 == 0 ? one : other).claim(NightChore.PRUNING), false, 4)
                .map(NightTurn::client)
                .toList());

        assertThat(claimed).containsExactlyInAnyOrderElementsOf(clients);
        assertThat(Await.result(one.claim(NightChore.PRUNING).isEmpty())).isTrue();
    }

    @Test
    void a_client_that_was_left_waits_for_the_others_and_one_that_is_done_for_the_next_night() {
        var clients = clients(2);
        var turns = turns("one", HOUR);
        var first = Await.result(turns.claim(NightChore.INTEGRITY));
        Await.done(turns.leave(first));

        var second = Await.result(turns.claim(NightChore.INTEGRITY));
        assertThat(List.of(first.client(), second.client())).containsExactlyInAnyOrderElementsOf(clients);
        end(turns, second);

        var again = Await.result(turns.claim(NightChore.INTEGRITY));
        assertThat(again.client()).isEqualTo(first.client());
        end(turns, again);
        assertThat(Await.result(turns.claim(NightChore.INTEGRITY).isEmpty())).isTrue();
        assertThat(Await.result(turns.claim(NightChore.PRUNING).isEmpty()))
                .as("another chore has its own turns")
                .isFalse();
        assertThat(Await.result(
                        turns("one", Duration.ZERO).claim(NightChore.INTEGRITY).isEmpty()))
                .as("a night later")
                .isFalse();
    }

    @Test
    void a_node_whose_turn_was_taken_over_writes_nothing_more_and_the_next_goes_on_where_it_was() {
        var unused = clients(1);
        var turns = turns("one", HOUR);
        var dead = Await.result(turns.claim(NightChore.INTEGRITY));
        advance(turns, dead, "DOCUMENTS/1/2/accounts");
        assertThat(touched("UPDATE gateway.night_turns SET lease_until = now() - interval '1 s'"))
                .isEqualTo(1);

        var next = Await.result(turns("other", HOUR).claim(NightChore.INTEGRITY));

        assertThat(next.position()).isEqualTo("DOCUMENTS/1/2/accounts");
        var refused = Await.error(
                database.forGateway(tx -> turns.advance(tx, dead, "later", 1).toSingleDefault(true)));
        assertThat(Fault.is(refused, Cause.FENCED)).isTrue();
        assertThat(Fault.is(Await.error(database.forGateway(tx -> turns.end(tx, dead))), Cause.FENCED))
                .isTrue();
    }

    @Test
    void by_day_nobody_has_a_turn() {
        var unused = clients(1);
        int hour = ZonedDateTime.now(ZoneId.of("Europe/Oslo")).getHour();
        var found = new ArrayList<Boolean>();
        for (int[] night : new int[][] {{2, 4}, {2, 22}, {22, 2}, {23, 3}}) {
            var settings = new NightSettings(
                    "one", (hour + night[0]) % 24, (hour + night[1]) % 24, Duration.ZERO, HOUR, Duration.ZERO);
            var turns = new NightTurns(database, settings);
            var turn = Await.result(turns.claim(NightChore.SPOT).map(List::of).defaultIfEmpty(List.of()));
            turn.forEach(each -> end(turns, each));
            found.add(!turn.isEmpty());
        }

        assertThat(found).containsExactly(false, false, true, true);
    }

    private List<ClientId> clients(int count) {
        var clients = new ArrayList<ClientId>();
        for (int i = 0; i < count; i++) {
            var client = firm.client();
            assertThat(touched("INSERT INTO gateway.books (client_id, current_gen, last_gen) VALUES (" + client.value()
                            + ", 1, 1)"))
                    .isEqualTo(1);
            clients.add(client);
        }
        return clients;
    }

    private NightTurns turns(String node, Duration again) {
        return new NightTurns(database, new NightSettings(node, 0, 0, again, HOUR, Duration.ZERO));
    }

    private void advance(NightTurns turns, NightTurn turn, String position) {
        Await.done(
                database.forGateway(tx -> turns.advance(tx, turn, position, 1).andThen(Single.just(true)))
                        .ignoreElement());
    }

    private void end(NightTurns turns, NightTurn turn) {
        Await.done(database.forGateway(tx -> turns.end(tx, turn)).ignoreElement());
    }

    private int touched(String sql) {
        return Await.result(database.forGateway(tx -> tx.count(new Sql("test", sql))));
    }
}
