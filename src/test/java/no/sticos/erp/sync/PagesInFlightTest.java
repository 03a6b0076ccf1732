package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.observers.TestObserver;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.reactivex.rxjava3.subjects.SingleSubject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import no.sticos.erp.erp.Page;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.Test;

class PagesInFlightTest {
    private static final Page PAGE = new Page(List.of(), List.of(), 1, 1, 0, Instant.EPOCH);

    private final Told told = new Told();
    private final PagesInFlight two = new PagesInFlight(2, told);

    @Test
    void a_page_is_read_when_one_before_it_has_landed_whosever_it_is() {
        var one = two.held();
        var other = two.held();
        read(one).assertComplete();
        read(other).assertComplete();

        var third = read(other);
        third.assertNotComplete();
        one.landed();

        third.assertComplete();
        assertThat(told.now).hasValue(2);
    }

    @Test
    void who_waits_longest_is_next() {
        var held = two.held();
        read(held);
        read(held);
        var order = new ArrayList<Integer>();
        var waiting = IntStream.range(0, 3)
                .mapToObj(i -> two.held().within(spoilt(() -> order.add(i))).test())
                .toList();
        held.landed();

        waiting.forEach(each -> each.assertError(Fault.class));
        assertThat(order).containsExactly(0, 1, 2);
    }

    @Test
    void a_page_that_could_not_be_read_gives_its_room_back_until_it_is_tried_again() {
        var held = two.held();
        read(held);
        var tries = new AtomicInteger();
        var spoilt = held.within(Single.fromCallable(() -> {
            if (tries.incrementAndGet() == 1) {
                throw Fault.of(Cause.NOT_UNDERSTOOD, "spoilt");
            }
            return PAGE;
        }));

        spoilt.test().assertError(Fault.class);
        assertThat(told.now).hasValue(1);
        spoilt.test().assertComplete();
        assertThat(told.now).hasValue(2);
    }

    @Test
    void a_reader_that_ends_leaves_all_its_places() {
        var held = two.held();
        read(held);
        read(held);
        var waiting = read(two.held());
        held.close();

        waiting.assertComplete();
        assertThat(told.now).hasValue(1);
    }

    @Test
    void who_stops_waiting_takes_no_place_and_who_stops_reading_leaves_it() {
        var held = two.held();
        read(held);
        var reading = held.within(SingleSubject.create()).test();
        var given = read(held);
        given.dispose();
        var waiting = read(held);
        reading.dispose();

        waiting.assertComplete();
        assertThat(given.values()).isEmpty();
        assertThat(told.now).hasValue(2);
    }

    @Test
    void a_page_that_comes_when_its_reader_has_ended_holds_nothing() {
        var held = two.held();
        var late = SingleSubject.<Page>create();
        var reading = held.within(late).test();
        held.close();
        late.onSuccess(PAGE);

        reading.assertComplete();
        assertThat(told.now).hasValue(0);
    }

    @Test
    void a_page_that_came_keeps_its_place_though_nobody_listens_any_more_to_how_it_came() {
        var held = two.held();
        var came = held.within(Single.just(PAGE)).test();
        came.dispose();
        assertThat(told.now).hasValue(1);

        held.landed();
        assertThat(told.now).hasValue(0);
    }

    @Test
    void of_many_at_once_no_more_are_read_than_there_is_room_for() {
        var reads = IntStream.range(0, 400)
                .mapToObj(i -> two.held())
                .map(held -> held.within(Single.fromCallable(() -> PAGE).subscribeOn(Schedulers.computation()))
                        .doOnSuccess(page -> held.landed()))
                .toList();

        assertThat(Await.result(Single.merge(reads).count())).isEqualTo(400);
        assertThat(told.most).hasValueBetween(1, 2);
        assertThat(told.now).hasValue(0);
    }

    @CanIgnoreReturnValue
    private static TestObserver<Page> read(PagesInFlight.Held held) {
        return held.within(Single.just(PAGE)).test();
    }

    private static Single<Page> spoilt(Runnable before) {
        return Single.fromCallable(() -> {
            before.run();
            throw Fault.of(Cause.NOT_UNDERSTOOD, "spoilt");
        });
    }

    private static final class Told implements Watch {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public void pagesInFlight(int more) {
            most.accumulateAndGet(now.addAndGet(more), Math::max);
        }
    }
}
