package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.CompositeDisposable;
import io.vertx.rxjava3.core.AbstractVerticle;
import io.vertx.rxjava3.core.RxHelper;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verticle that keeps {@link Delivery} going.
 *
 * <p>Each product has {@code inFlight} slots of its own. A slot delivers until nothing is due, then sleeps
 * until it is woken: by the database's notification, which is a hint that may be lost, or by the clock.
 */
public final class OutboxRelay extends AbstractVerticle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private final Delivery delivery;
    private final Flowable<String> notifications;
    private final EventSettings settings;
    private final CompositeDisposable running = new CompositeDisposable();

    /** {@code notifications} emits whenever something may be due; its errors end nothing but the hints. */
    public OutboxRelay(Delivery delivery, Flowable<String> notifications, EventSettings settings) {
        this.delivery = delivery;
        this.notifications = notifications;
        this.settings = settings;
    }

    @Override
    public Completable rxStart() {
        return Completable.fromAction(this::startSlots);
    }

    @Override
    public Completable rxStop() {
        return Completable.fromAction(running::dispose).andThen(delivery.release());
    }

    private void startSlots() {
        var wakeUps = wakeUps().publish();
        for (var subscriber : settings.subscribers()) {
            for (int slot = 0; slot < settings.inFlight(); slot++) {
                running.add(slot(subscriber.product(), wakeUps).subscribe(() -> {}, OutboxRelay::ended));
            }
        }
        running.add(wakeUps.connect());
    }

    private Flowable<Boolean> wakeUps() {
        Scheduler timer = RxHelper.scheduler(vertx);
        var clock = Flowable.interval(0, settings.poll().toMillis(), TimeUnit.MILLISECONDS, timer);
        var hints = notifications.onErrorResumeNext(error -> {
            LOG.warn("notifications ended; the clock goes on", error);
            return Flowable.empty();
        });
        return Flowable.merge(clock.onBackpressureLatest().map(tick -> true), hints.map(hint -> true));
    }

    /** A wake-up that comes during work is kept, so that nothing written meanwhile waits for the clock. */
    private Completable slot(Product product, Flowable<Boolean> wakeUps) {
        return wakeUps.onBackpressureLatest().concatMapCompletable(wakeUp -> deliverAll(product), 1);
    }

    private Completable deliverAll(Product product) {
        return Single.defer(() -> delivery.deliverNext(product))
                .repeat()
                .takeWhile(delivered -> delivered)
                .ignoreElements()
                .onErrorComplete(error -> {
                    LOG.warn("{}: delivery stopped until the next wake-up", product, error);
                    return true;
                });
    }

    private static void ended(Throwable error) {
        LOG.error("a slot of the relay has ended", error);
    }
}
