package no.sticos.erp.erp;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
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

    private static Page refuseEndless(Page page) {
        if (page.number() >= MOST_PAGES) {
            throw Fault.of(Cause.NOT_UNDERSTOOD, "a list without end");
        }
        return page;
    }
}
