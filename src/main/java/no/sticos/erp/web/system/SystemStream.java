package no.sticos.erp.web.system;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.web.live.FirmFeeds;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.status.ClientRows;

/** The live side of the system page: tells what has changed of the rows on screen, and what has ended. */
final class SystemStream {
    private static final int SAID_EVERY_SECONDS = 10;

    private final FirmFeeds feeds;
    private final DrawnRows drawn;
    private final Pages pages;
    private final Messages messages;
    private final Scheduler scheduler;

    SystemStream(FirmFeeds feeds, ClientRows rows, Pages pages, Messages messages, Scheduler scheduler) {
        this.feeds = feeds;
        this.drawn = new DrawnRows(rows, pages);
        this.pages = pages;
        this.messages = messages;
        this.scheduler = scheduler;
    }

    /** What changes, from the present state of every row on; {@code first} is what the page shows. */
    Flowable<LiveEvent> of(ClientTables.Question question, ClientTable first) {
        var screen = new RowsOnScreen(pages, messages, drawn, question, first);
        var changes = feeds.of(question.session().tenant(), screen.clients()).map(screen::changes);
        var said = Flowable.interval(SAID_EVERY_SECONDS, TimeUnit.SECONDS, scheduler)
                .onBackpressureDrop()
                .map(tick -> screen.said());
        return Flowable.merge(Flowable.just(screen.present()), changes, said).concatMapIterable(events -> events);
    }
}
