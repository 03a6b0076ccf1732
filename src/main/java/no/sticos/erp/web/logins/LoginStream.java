package no.sticos.erp.web.logins;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.shell.Pages;

/**
 * The live side of the inbox: how many wait now, and that the list is another one. Its rows stay where they are until
 * the person asks for the new ones.
 */
final class LoginStream {
    private static final int EVERY_SECONDS = 5;

    private final Pages pages;
    private final Scheduler scheduler;

    LoginStream(Pages pages, Scheduler scheduler) {
        this.pages = pages;
        this.scheduler = scheduler;
    }

    /** How it is now, and each change; {@code shown} is the version of the list on the page. */
    Flowable<LiveEvent> of(Single<LoginsPage> page, String shown) {
        return Flowable.interval(0, EVERY_SECONDS, TimeUnit.SECONDS, scheduler)
                .onBackpressureDrop()
                .concatMapSingle(tick -> page, 1)
                .distinctUntilChanged(LoginsPage::version)
                .concatMapIterable(now -> events(now, now.version().equals(shown)));
    }

    private List<LiveEvent> events(LoginsPage page, boolean same) {
        var line = same ? Buffer.buffer() : pages.part("logins/stale", "page", page);
        return List.of(
                new LiveEvent("logins", pages.part("logins/badge", "count", page.count())),
                new LiveEvent("counts", pages.part("logins/counts", "page", page)),
                new LiveEvent("stale", line));
    }
}
