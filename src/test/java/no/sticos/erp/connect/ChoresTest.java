package no.sticos.erp.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Single;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.Test;

class ChoresTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void a_chore_goes_on_until_nothing_is_left() {
        Await.done(new Chores(List.of(chore("a", 1000, 1000, 7, 0))).round());

        assertThat(done).containsExactly("a 1000", "a 1000", "a 7", "a 0");
    }

    @Test
    void chores_come_one_after_the_other_in_their_order() {
        Await.done(new Chores(List.of(chore("a", 3, 0), chore("b", 0), chore("c", 2, 0))).round());

        assertThat(done).containsExactly("a 3", "a 0", "b 0", "c 2", "c 0");
    }

    @Test
    void a_chore_without_an_end_lets_the_others_have_their_turn() {
        var endless = new Chore("endless", Single.fromCallable(() -> found("endless", 1000)));

        Await.done(new Chores(List.of(endless, chore("b", 0))).round());

        assertThat(done).hasSize(Chores.MOST_BATCHES + 1).last().isEqualTo("b 0");
    }

    @Test
    void a_chore_that_fails_is_tried_again_in_the_next_round_and_the_others_are_done() {
        var failing = new Chore("failing", Single.error(() -> {
            found("failing", 0);
            return Fault.of(Cause.DATABASE_AWAY);
        }));
        var chores = new Chores(List.of(failing, chore("b", 1, 0, 2, 0)));

        Await.done(chores.round());
        Await.done(chores.round());

        assertThat(done).containsExactly("failing 0", "b 1", "b 0", "failing 0", "b 2", "b 0");
    }

    private Chore chore(String name, Integer... batches) {
        Queue<Integer> left = new ArrayDeque<>(List.of(batches));
        return new Chore(name, Single.fromCallable(() -> found(name, left.remove())));
    }

    @CanIgnoreReturnValue
    private int found(String name, int count) {
        done.add(name + " " + count);
        return count;
    }
}
