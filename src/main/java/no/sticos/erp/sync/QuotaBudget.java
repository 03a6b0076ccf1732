package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableEmitter;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.PublishProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import no.sticos.erp.erp.RateBudget;
import no.sticos.erp.kernel.ClientId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits on this node to send to Visma, kept back until the {@link Quota} that all nodes share grants it.
 *
 * <p>It asks for what waits as soon as it waits, one question at a time for all paths together, and uses what it is
 * granted at once: it holds nothing that another node could use. What it is not granted it asks for again after a
 * quarter of a second, more or less, lest two nodes keep step and one of them always comes second. What is granted
 * later than it said it would wait, because the node stood still or the database was slow, is let go of: it is counted
 * for another time than now. While the database does not answer nothing is sent.
 *
 * <p>A refused path stands still for everybody until the time that Visma named. Paths that nobody waits for are
 * forgotten, so that there are never more than requests that wait. Thread-safe; permits are given outside the lock, on
 * the thread of the answer.
 */
public final class QuotaBudget implements RateBudget {
    private static final Logger log = LoggerFactory.getLogger(QuotaBudget.class);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MOST_PATIENCE = TimeUnit.SECONDS.toNanos(5);
    /** How much longer than the last answer took the next one may take. */
    private static final int PATIENCE = 4;

    private final Quota quota;
    private final Scheduler timer;
    private final LongSupplier nanos;
    private final Predicate<ClientId> clicked;
    private final BiConsumer<ClientId, Duration> waiting;
    private final FlowableProcessor<Boolean> hints =
            PublishProcessor.<Boolean>create().toSerialized();
    private final Map<String, PathQueue> paths = new HashMap<>();
    private long patience = LEAST_PATIENCE;
    private Disposable wake = Disposable.disposed();

    /**
     * Nobody waits yet.
     *
     * @param clicked whether a person waits for the client
     * @param waiting is told which client Visma has refused, and for how long, so that its page can say so
     */
    public QuotaBudget(
            Quota quota, Scheduler timer, Predicate<ClientId> clicked, BiConsumer<ClientId, Duration> waiting) {
        this(quota, timer, System::nanoTime, clicked, waiting);
    }

    /** {@code nanos} is time that passes evenly, whatever clock the node shows. */
    @SuppressWarnings("CheckReturnValue") // lasts as long as the budget
    QuotaBudget(
            Quota quota,
            Scheduler timer,
            LongSupplier nanos,
            Predicate<ClientId> clicked,
            BiConsumer<ClientId, Duration> waiting) {
        this.quota = quota;
        this.timer = timer;
        this.nanos = nanos;
        this.clicked = clicked;
        this.waiting = waiting;
        hints.onBackpressureLatest()
                .concatMapCompletable(hint -> Completable.defer(this::ask), 1)
                .subscribe(() -> {}, error -> log.error("the budget stopped by a mistake", error));
    }

    @Override
    public Completable permit(ClientId client, String path) {
        return Completable.create(waiter -> {
            join(path, waiter, clicked.test(client));
            hints.onNext(true);
        });
    }

    @Override
    @SuppressWarnings("CheckReturnValue") // the other nodes are told meanwhile
    public void pause(ClientId client, String path, Duration wait) {
        standStill(path, wait);
        quota.pause(path, wait)
                .subscribe(
                        () -> {},
                        error -> log.warn("other nodes could not be told of a refusal: {}", error.toString()));
        waiting.accept(client, wait);
    }

    /** How many paths it knows of. */
    synchronized int paths() {
        return paths.size();
    }

    private synchronized void join(String path, CompletableEmitter waiter, boolean click) {
        queue(path).add(waiter, click);
    }

    private synchronized void standStill(String path, Duration wait) {
        queue(path).putOff(nanos.getAsLong(), wait.toNanos());
    }

    private PathQueue queue(String path) {
        return paths.computeIfAbsent(path, each -> new PathQueue(nanos.getAsLong()));
    }

    /** Asks once for all that waits; comes back when there is more to ask. Does not fail. */
    private Completable ask() {
        long asked = nanos.getAsLong();
        var wanted = wanted(asked);
        var answered = wanted.isEmpty()
                ? Completable.complete()
                : quota.grant(wanted, Duration.ofNanos(patience()))
                        .map(granted -> released(wanted, granted, asked))
                        .doOnSuccess(released -> released.forEach(CompletableEmitter::onComplete))
                        .ignoreElement()
                        .onErrorComplete(error -> putOff(wanted, error));
        return answered.andThen(Completable.fromAction(this::comeBack));
    }

    private synchronized long patience() {
        return patience;
    }

    private synchronized List<Quota.Requests> wanted(long now) {
        var wanted = paths.entrySet().stream()
                .filter(path -> path.getValue().delay(now) <= 0)
                .map(path -> path.getValue().wanted(path.getKey()))
                .toList();
        paths.values().removeIf(queue -> queue.isEmpty() && queue.delay(now) <= 0);
        return wanted.stream().filter(requests -> requests.all() > 0).toList();
    }

    private synchronized List<CompletableEmitter> released(
            List<Quota.Requests> wanted, List<Quota.Requests> granted, long asked) {
        long now = nanos.getAsLong();
        boolean late = now - asked > patience;
        patience = Math.max(LEAST_PATIENCE, Math.min(MOST_PATIENCE, PATIENCE * (now - asked)));
        var released = new ArrayList<CompletableEmitter>();
        if (late) {
            log.warn("the quota's answer came {} ms after it was asked for, too late", (now - asked) / MILLI);
        } else {
            granted.forEach(requests -> released.addAll(queue(requests.path()).release(requests, now)));
        }
        wanted.stream()
                .filter(requests -> late || !granted.contains(requests))
                .forEach(requests -> queue(requests.path()).putOff(now, beat()));
        return released;
    }

    private static long beat() {
        return BEAT / 2 + ThreadLocalRandom.current().nextLong(BEAT);
    }

    private synchronized boolean putOff(List<Quota.Requests> wanted, Throwable error) {
        log.warn("the quota could not be asked: {}", error.toString());
        wanted.forEach(requests -> queue(requests.path()).putOff(nanos.getAsLong(), AFTER_FAILURE));
        return true;
    }

    private synchronized void comeBack() {
        long now = nanos.getAsLong();
        wake.dispose();
        paths.values().stream()
                .filter(queue -> !queue.isEmpty())
                .mapToLong(queue -> Math.max(0, queue.delay(now) + MILLI - 1) / MILLI)
                .min()
                .ifPresent(wait -> wake = timer.scheduleDirect(() -> hints.onNext(true), wait, TimeUnit.MILLISECONDS));
    }
}
