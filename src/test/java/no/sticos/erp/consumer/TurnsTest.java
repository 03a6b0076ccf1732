package no.sticos.erp.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<String> begun = new ArrayList<>();
    private final CompletableSubject one = CompletableSubject.create();
    private final CompletableSubject two = CompletableSubject.create();

    @Test
    void messages_of_a_client_come_one_after_the_other() {
        var turns = new Turns(4, 8);
        assertThat(turns.offer(1, work("1a", one))).isTrue();
        assertThat(turns.offer(1, work("1b", two))).isTrue();
        assertThat(begun).containsExactly("1a");

        one.onComplete();

        assertThat(begun).containsExactly("1a", "1b");
    }

    @Test
    void no_more_clients_than_allowed_are_handled_at_once() {
        var turns = new Turns(2, 8);
        assertThat(turns.offer(1, work("1", one))).isTrue();
        assertThat(turns.offer(2, work("2", two))).isTrue();
        assertThat(turns.offer(3, work("3", Completable.complete()))).isTrue();
        assertThat(begun).containsExactly("1", "2");

        two.onComplete();

        assertThat(begun).containsExactly("1", "2", "3");
    }

    @Test
    void a_busy_client_waits_behind_the_others() {
        var turns = new Turns(1, 8);
        assertThat(turns.offer(1, work("1a", one))).isTrue();
        assertThat(turns.offer(1, work("1b", two))).isTrue();
        assertThat(turns.offer(2, work("2", Completable.complete()))).isTrue();

        one.onComplete();

        assertThat(begun).containsExactly("1a", "2", "1b");
    }

    @Test
    void one_more_than_may_wait_is_refused_until_there_is_room() {
        var turns = new Turns(1, 1);
        assertThat(turns.offer(1, work("1", one))).isTrue();
        assertThat(turns.offer(2, work("2", two))).isTrue();
        assertThat(turns.offer(3, work("3", two))).isFalse();

        one.onComplete();

        assertThat(turns.offer(3, work("3", Completable.complete()))).isTrue();
        assertThat(begun).containsExactly("1", "2");
    }

    @Test
    void one_that_fails_lets_the_next_come() {
        var turns = new Turns(1, 8);
        assertThat(turns.offer(1, work("1a", Completable.error(new IllegalStateException("as the test says")))))
                .isTrue();
        assertThat(turns.offer(1, work("1b", Completable.complete()))).isTrue();

        assertThat(begun).containsExactly("1a", "1b");
    }

    @Test
    void an_end_takes_no_more_and_waits_for_what_was_taken() {
        var turns = new Turns(1, 8);
        assertThat(turns.offer(1, work("1a", one))).isTrue();
        assertThat(turns.offer(1, work("1b", two))).isTrue();

        var end = turns.end().test();

        assertThat(turns.offer(2, work("2", two))).isFalse();
        one.onComplete();
        end.assertNotComplete();
        two.onComplete();
        end.assertComplete();
    }

    private Completable work(String name, Completable until) {
        return Completable.fromAction(() -> begun.add(name)).andThen(until);
    }
}
