package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import org.jspecify.annotations.Nullable;

/**
 * One generation on its way to one product: begin, pages, complete, each taken before the next is sent.
 *
 * <p>Used once. At most three pages are in memory: one being sent, one waiting, one being read.
 */
final class Transfer {
    private final Due due;
    private final ChangeSource source;
    private final SubscriptionTable table;
    private final Bus bus;
    private final int pageBytes;
    private final Tally tally = new Tally();
    private ChangePage.@Nullable Cursor after;

    Transfer(Due due, ChangeSource source, SubscriptionTable table, Bus bus, int pageBytes) {
        this.due = due;
        this.source = source;
        this.table = table;
        this.bus = bus;
        this.pageBytes = pageBytes;
    }

    /** Sends everything; done when {@code generation.complete} was taken. */
    Completable run() {
        return send(WireForm.begin(due))
                .andThen(pages())
                .filter(page -> !page.changes().isEmpty())
                .concatMapCompletable(this::sendPage, 1)
                .andThen(source.summary(due.claim().client(), due.event().gen()))
                .flatMapCompletable(summary -> send(WireForm.complete(due, summary, tally)));
    }

    private Flowable<ChangePage> pages() {
        return Single.defer(() -> source.changes(due.span(), after, pageBytes))
                .doOnSuccess(page -> after = page.next())
                .repeat()
                .takeUntil(page -> page.next() == null);
    }

    private Completable sendPage(ChangePage page) {
        return Completable.defer(() -> send(WireForm.changes(due, page, tally.add(page))));
    }

    /** The lease is renewed first: a relay that was replaced while it waited sends nothing more. */
    private Completable send(Message message) {
        return table.renew(due.claim())
                .andThen(Completable.defer(() -> bus.send(due.claim().product(), message)));
    }
}
