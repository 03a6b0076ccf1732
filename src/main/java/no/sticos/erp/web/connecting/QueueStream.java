package no.sticos.erp.web.connecting;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.shell.Formats;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;

/** The live side of a queue's page: whom another tab, or another person, has brought in meanwhile. */
final class QueueStream {
    private static final int EVERY_SECONDS = 3;

    private final Pages pages;
    private final Messages messages;
    private final Scheduler scheduler;

    QueueStream(Pages pages, Messages messages, Scheduler scheduler) {
        this.pages = pages;
        this.messages = messages;
        this.scheduler = scheduler;
    }

    /** What differs from what was shown, which is known by its version; {@code page} reads how it is now. */
    Flowable<LiveEvent> of(Single<QueuePage> page, String shown) {
        return Flowable.defer(() -> {
            var seen = new AtomicReference<>(shown);
            return Flowable.interval(0, EVERY_SECONDS, TimeUnit.SECONDS, scheduler)
                    .onBackpressureDrop()
                    .concatMapSingle(tick -> page, 1)
                    .filter(now -> !now.version().equals(seen.getAndSet(now.version())))
                    .concatMapIterable(this::events);
        });
    }

    private List<LiveEvent> events(QueuePage page) {
        var queue = page.queue();
        var count = messages.text(
                "queue.count",
                Formats.count(queue.done()),
                Formats.count(queue.entries().size()));
        var said = count + " " + messages.text(page.isAgain() ? "queue.again.text" : "queue.text");
        return List.of(
                new LiveEvent("queue", pages.part("queue/live", Map.of("page", page, "focus", false))),
                new LiveEvent("say", Buffer.buffer(said)));
    }
}
