package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.rxjava3.core.Vertx;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random histories of small companies, many side by side: whatever people do at Visma and whenever, a whole fetch
 * leaves Visma's books, a fetch of changes leaves them but for deletions, and no right books are said to deviate.
 *
 * <p>{@code -Dhistories.seed=17} lives through that one alone.
 */
class HistoriesIT {
    private static final int AT_ONCE = 8;
    private static final Long ONE = Long.getLong("histories.seed");

    @Test
    void thirty_histories_end_in_vismas_books() {
        live(LongStream.rangeClosed(1, 30));
    }

    @Tag("histories")
    @Test
    void a_thousand_histories_do() {
        long first = Long.getLong("histories.first", System.currentTimeMillis() % 1_000_000 * 1_000);
        live(LongStream.range(first, first + Integer.getInteger("histories.count", 1_000)));
    }

    private static void live(LongStream seeds) {
        var drawn = ONE == null ? seeds.boxed().toList() : List.of(ONE);
        System.out.println("Histories with seeds " + drawn.get(0) + " to " + drawn.get(drawn.size() - 1));
        var histories = IntStream.range(0, drawn.size())
                .mapToObj(i -> new History(drawn.get(i), i))
                .toList();
        var vertx = Vertx.vertx();
        var house = new StormHouse(vertx, histories.stream().map(History::plan).toList());
        try {
            var wrong = Flowable.fromIterable(histories)
                    .flatMapMaybe(
                            history -> Maybe.fromCallable(() -> history.live(house))
                                    .subscribeOn(Schedulers.io()),
                            false,
                            AT_ONCE)
                    .doOnNext(System.out::println)
                    .toList()
                    .blockingGet();
            assertThat(wrong.size()).as("histories that went wrong, told above").isZero();
        } finally {
            house.close();
            Await.done(vertx.rxClose());
        }
    }
}
