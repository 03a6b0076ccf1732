package no.sticos.erp.sync;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import no.sticos.erp.erp.RateBudget;
import no.sticos.erp.kernel.ClientId;

/**
 * Visma's request quota, kept before Visma has to remind us: one bucket per path, refilled evenly.
 *
 * <p>Visma counts per OAuth client and path (facts.md §3.1); this node has its share of the 600 a minute.
 * A refused path stands still for everybody until the time that Visma named. The number of paths is that of
 * the adapter's templates, so that the map is bounded.
 */
public final class QuotaBudget implements RateBudget {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** At most this share of a minute's quota may go at once; the rest comes evenly. */
    private static final int BURST_SHARE = 10;

    private final int perMinute;
    private final Scheduler timer;
    private final BiConsumer<ClientId, Duration> waiting;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Map<String, Long> pausedUntil = new ConcurrentHashMap<>();

    /** {@code waiting} is told which client has to wait, and for how long, so that its page can say so. */
    public QuotaBudget(int perMinute, Scheduler timer, BiConsumer<ClientId, Duration> waiting) {
        this.perMinute = perMinute;
        this.timer = timer;
        this.waiting = waiting;
    }

    @Override
    public Completable permit(ClientId client, String path) {
        return Completable.defer(() -> {
            long pause = pausedMillis(path);
            return pause > 0 ? after(pause).andThen(permit(client, path)) : take(client, path);
        });
    }

    @Override
    public void pause(ClientId client, String path, Duration wait) {
        long until = timer.now(TimeUnit.MILLISECONDS) + wait.toMillis();
        pausedUntil.merge(path, until, Math::max);
        waiting.accept(client, wait);
    }

    /** Reserves the next free place in the path's stream of requests and waits until it comes. */
    private Completable take(ClientId client, String path) {
        var bucket = buckets.computeIfAbsent(path, each -> bucket());
        long nanos = bucket.consumeIgnoringRateLimits(1);
        return nanos > 0
                ? after(TimeUnit.NANOSECONDS.toMillis(nanos) + 1).andThen(unlessPaused(client, path))
                : Completable.complete();
    }

    /** A place that comes while the path stands still is lost: it would be one more refusal. */
    private Completable unlessPaused(ClientId client, String path) {
        return Completable.defer(() -> pausedMillis(path) > 0 ? permit(client, path) : Completable.complete());
    }

    /** Burst and refill together are the quota, so that no minute holds more, wherever Visma begins to count. */
    private Bucket bucket() {
        int burst = Math.max(1, perMinute / BURST_SHARE);
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(Math.max(1, perMinute - burst), WINDOW))
                .withCustomTimePrecision(new Meter(timer))
                .build();
    }

    private long pausedMillis(String path) {
        return pausedUntil.getOrDefault(path, 0L) - timer.now(TimeUnit.MILLISECONDS);
    }

    private Completable after(long millis) {
        return Completable.timer(millis, TimeUnit.MILLISECONDS, timer);
    }

    /** The pauses' clock for the buckets too: two clocks could disagree. */
    private record Meter(Scheduler timer) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return timer.now(TimeUnit.NANOSECONDS);
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
