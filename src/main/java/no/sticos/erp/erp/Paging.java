package no.sticos.erp.erp;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/**
 * A numbered list as a pull stream: a page is asked for only when somebody wants it.
 *
 * <p>One page is fetched ahead of demand, none past the last, and pages come in order.
 */
public final class Paging {
    /** A list longer than this is a lie or a loop: 100 million documents at 1000 a page. */
    private static final int MOST_PAGES = 100_000;

    private Paging() {}

    /** Pages from number {@code first} on, to the last one. */
    public static Flowable<Page> byNumber(int first, IntFunction<Single<Page>> fetch) {
        return Flowable.range(first, MOST_PAGES)
                .concatMapSingle(fetch::apply, 1)
                .map(Paging::refuseEndless)
                .takeUntil(Page::isLast);
    }

    /**
     * Pages of a list that is read on from the last document's key: what is asked for is always a first page.
     *
     * @param first the key to begin with; empty for the list's beginning
     * @param fetch asks for what has this key or a later one
     * @param next the key to go on with, given the one that was asked for and the page; its errors end the stream
     */
    public static Flowable<Page> byKey(
            Optional<Long> first,
            Function<Optional<Long>, Single<Page>> fetch,
            BiFunction<Optional<Long>, Page, Long> next) {
        return Flowable.defer(() -> {
            var key = new AtomicReference<>(first);
            return Flowable.range(1, MOST_PAGES)
                    .concatMapSingle(
                            index -> fetch.apply(key.get())
                                    .doOnSuccess(page -> key.set(Optional.of(next.apply(key.get(), page)))),
                            1)
                    .takeUntil(Page::isLast);
        });
    }

    private static Page refuseEndless(Page page) {
        if (page.number() >= MOST_PAGES) {
            throw Fault.of(Cause.NOT_UNDERSTOOD, "a list without end");
        }
        return page;
    }
}
