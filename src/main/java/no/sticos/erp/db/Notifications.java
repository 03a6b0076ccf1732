package no.sticos.erp.db;

import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableEmitter;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.rxjava3.core.Vertx;

/**
 * Hears what {@code pg_notify} says, on a connection of its own.
 *
 * <p>A notification is a hint: those sent while the connection was away are lost, and several may arrive
 * as one. Whoever listens looks from time to time without being told.
 */
public final class Notifications {
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Vertx vertx;
    private final DbSettings settings;

    /** Does nothing yet. */
    public Notifications(Vertx vertx, DbSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /**
     * The payloads sent to {@code channel}, for as long as somebody is subscribed; never ends by itself. A
     * lost connection is made again, with growing pauses; each time it stands, one empty payload is
     * emitted, because something may have been missed. Slow listeners see the latest only.
     */
    public Flowable<String> on(String channel) {
        return Flowable.create(emitter -> listen(emitter, channel), BackpressureStrategy.LATEST);
    }

    /** The plain subscriber: the Rx one's streams do not survive a new connection. */
    private void listen(FlowableEmitter<String> emitter, String channel) {
        var subscriber = PgSubscriber.subscriber(vertx.getDelegate(), DatabaseStart.connect(settings));
        subscriber.reconnectPolicy(tries -> Math.min(LONGEST_PAUSE_MILLIS, 100L << Math.min(tries, 10)));
        subscriber
                .channel(channel)
                .subscribeHandler(standing -> emitter.onNext(""))
                .handler(emitter::onNext);
        emitter.setCancellable(subscriber::close);
        subscriber.connect().onFailure(emitter::tryOnError);
    }
}
