package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.PublishProcessor;
import io.reactivex.rxjava3.subjects.CompletableSubject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.sticos.erp.kernel.RunId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes runs from the queue while there is room, keeps their leases, and lets go of those it lost.
 *
 * <p>A round of claiming starts only when the one before has ended. Nothing here ends by itself: {@link #leave}
 * stops it. The runs in flight keep their checkpoints, whoever goes on with them.
 */
final class SyncLoop {
    private static final Logger log = LoggerFactory.getLogger(SyncLoop.class);

    private static final int RIPE_SHARE = 4;

    private final RunTable table;
    private final Function<Lease, Completable> work;
    private final RunEnd end;
    private final SyncSettings settings;
    private final Scheduler timer;
    private final Map<RunId, Held> held = new ConcurrentHashMap<>();
    private final FlowableProcessor<Boolean> nudges =
            PublishProcessor.<Boolean>create().toSerialized();
    private volatile Single<List<Lease>> newest = Single.just(List.of());

    /** {@code work} carries a leased run out; what its errors mean is for {@code end} to say. */
    SyncLoop(RunTable table, Function<Lease, Completable> work, RunEnd end, SyncSettings settings, Scheduler timer) {
        this.table = table;
        this.work = work;
        this.end = end;
        this.settings = settings;
        this.timer = timer;
    }

    /** Works until disposed of; errors of a round are logged and the next round comes. */
    Completable work() {
        return Completable.mergeArray(claiming(), keeping());
    }

    /**
     * Ends the work that was subscribed to and hands its runs back, so that nobody waits for their leases; those of
     * a claim that is under way as well.
     */
    Completable leave(Disposable work) {
        return Completable.defer(() -> {
            var mine = leases();
            work.dispose();
            return newest.doOnSuccess(mine::addAll)
                    .flatMap(claimed -> mine.isEmpty() ? Single.just(0) : table.release(mine))
                    .ignoreElement();
        });
    }

    /** Looks for work now instead of at the next poll. Safe from any thread. */
    void nudge() {
        nudges.onNext(true);
    }

    private Completable claiming() {
        return ticks(settings.poll().toMillis())
                .mergeWith(nudges.map(nudge -> 0L))
                .onBackpressureLatest()
                .concatMapSingle(tick -> claim(), 1)
                .concatMapIterable(leases -> leases, 1)
                .flatMapCompletable(this::carryOut, false, settings.runsAtOnce() + 1);
    }

    private Single<List<Lease>> claim() {
        int room = settings.runsAtOnce() - held.size();
        return room < 1 ? Single.just(List.of()) : claim(room);
    }

    /** A part of the places is for those that have waited long, however much of a higher rank there is. */
    private int roomForRipe() {
        long ripe = held.values().stream().filter(own -> own.lease().ripe()).count();
        return (int) Math.max(0, Math.max(1, settings.runsAtOnce() / RIPE_SHARE) - ripe);
    }

    /** Goes on when nobody waits for it any more: what it leases must be known to {@link #leave}. */
    private Single<List<Lease>> claim(int room) {
        newest = table.claim(room, roomForRipe())
                .doOnSuccess(leases -> leases.forEach(lease -> held.put(lease.run(), new Held(lease))))
                .onErrorReturn(error -> {
                    log.warn("no runs could be claimed: {}", error.toString());
                    return List.of();
                })
                .cache();
        return newest;
    }

    private Completable carryOut(Lease lease) {
        var own = held.get(lease.run());
        return work.apply(lease)
                .onErrorResumeNext(error -> end.of(lease, error))
                .onErrorComplete(error -> {
                    lease.on(log.atWarn()).log("the run could not be ended, its lease will: {}", error.toString());
                    return true;
                })
                .takeUntil(own == null ? Completable.never() : own.lost())
                .doFinally(() -> {
                    // Only this lease: a run that was put back may be this node's again already.
                    held.values().remove(own);
                    table.left(lease);
                    nudge();
                });
    }

    private Completable keeping() {
        return ticks(settings.lease().toMillis() / 3).onBackpressureDrop().concatMapCompletable(tick -> keep(), 1);
    }

    private Completable keep() {
        var mine = new ArrayList<>(held.values());
        return mine.isEmpty()
                ? Completable.complete()
                : table.keep(mine.stream().map(Held::lease).toList())
                        .doOnSuccess(kept -> letGo(mine, kept))
                        .ignoreElement()
                        .onErrorComplete(error -> {
                            log.warn("leases could not be kept: {}", error.toString());
                            return true;
                        });
    }

    private List<Lease> leases() {
        return held.values().stream().map(Held::lease).collect(Collectors.toCollection(ArrayList::new));
    }

    /** A run that is no longer ours is stopped at once; the fence would stop its next write anyway. */
    private static void letGo(List<Held> mine, List<RunId> kept) {
        var still = new HashSet<>(kept);
        mine.stream().filter(own -> !still.contains(own.lease().run())).forEach(own -> own.lost()
                .onComplete());
    }

    private Flowable<Long> ticks(long millis) {
        return Flowable.interval(0, Math.max(1, millis), TimeUnit.MILLISECONDS, timer)
                .onBackpressureDrop();
    }

    /** A lease in this node's hands, and the signal that it is lost. */
    private record Held(Lease lease, CompletableSubject lost) {
        Held(Lease lease) {
            this(lease, CompletableSubject.create());
        }
    }
}
