package no.sticos.erp.web.live;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.ClientOverview;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.status.Look;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One firm's clients as its open pages on this node show them.
 *
 * <p>Looks once a second while one of them is under way or a hint came, else every {@value #QUIET_SECONDS}
 * seconds: progress has no hint of its own, and a hint may be lost. Counts are read at most every {@value
 * #COUNTS_SECONDS} seconds. Used on one event loop only.
 */
public final class FirmFeed {
    private static final Logger log = LoggerFactory.getLogger(FirmFeed.class);
    private static final int QUIET_SECONDS = 5;
    private static final int COUNTS_SECONDS = 5;
    private static final int CLIENTS_A_READ = 500;
    private static final Set<ClientState> UNDER_WAY =
            Set.of(ClientState.QUEUED, ClientState.RUNNING, ClientState.WAITING);

    private final TenantId firm;
    private final ClientOverview overview;
    private final Scheduler scheduler;
    private final Map<ClientId, Integer> watched = new HashMap<>();
    private final Flowable<Look> looks;
    private int watchers;
    private boolean hinted;
    private boolean busy;
    private long looked;
    private long counted = Long.MIN_VALUE;

    FirmFeed(TenantId firm, ClientOverview overview, Flowable<String> hints, Scheduler scheduler) {
        this.firm = firm;
        this.overview = overview;
        this.scheduler = scheduler;
        this.looks = Flowable.interval(0, 1, TimeUnit.SECONDS, scheduler)
                .onBackpressureDrop()
                .mergeWith(heard(hints))
                .filter(this::isDue)
                .concatMapSingle(this::look, 1)
                .observeOn(scheduler)
                .doOnNext(
                        look -> busy = look.clients().values().stream().anyMatch(client -> isUnderWay(client.state())))
                .share();
    }

    /**
     * What was read at one time.
     *
     * @param clients those of the watched clients that are there
     * @param counts the firm's counts; null if it was not time for them
     */
    public record Look(Map<ClientId, ClientView> clients, @Nullable Counts counts) {
        /** Keeps its own copy. */
        public Look {
            clients = Map.copyOf(clients);
        }
    }

    /**
     * A firm's clients in numbers.
     *
     * @param states per integration and state
     * @param doneAt when all runs may be done; null if none is under way or nobody can say
     */
    public record Counts(List<ClientOverview.StateCount> states, @Nullable Instant doneAt) {
        /** Keeps its own copy. */
        public Counts {
            states = List.copyOf(states);
        }
    }

    /** Whether a client in this state has a run that goes on or waits. */
    public static boolean isUnderWay(ClientState state) {
        return UNDER_WAY.contains(state);
    }

    void watch(Set<ClientId> clients) {
        watchers++;
        clients.forEach(client -> watched.merge(client, 1, Integer::sum));
        hinted = true;
        counted = Long.MIN_VALUE;
    }

    /** Whether that was the last one who watched. */
    boolean unwatch(Set<ClientId> clients) {
        clients.forEach(client -> watched.computeIfPresent(client, (key, count) -> count > 1 ? count - 1 : null));
        return --watchers == 0;
    }

    Flowable<Look> looks() {
        return looks;
    }

    private Flowable<Long> heard(Flowable<String> hints) {
        return hints.observeOn(scheduler)
                .doOnNext(hint -> hinted = true)
                .doOnError(error -> log.warn("no hints, pages look by themselves: {}", error.toString()))
                .onErrorComplete()
                .ignoreElements()
                .toFlowable();
    }

    private boolean isDue(long second) {
        return hinted || busy || second - looked >= QUIET_SECONDS;
    }

    private Single<Look> look(long second) {
        hinted = false;
        looked = second;
        boolean counts = counted == Long.MIN_VALUE || second - counted >= COUNTS_SECONDS;
        counted = counts ? second : counted;
        return Single.zip(
                clients(),
                counts ? counts() : Single.just(Optional.<Counts>empty()),
                (read, numbers) -> new Look(
                        read.stream().collect(Collectors.toMap(ClientView::id, Function.identity())),
                        numbers.orElse(null)));
    }

    private Single<List<ClientView>> clients() {
        return Flowable.fromIterable(List.copyOf(watched.keySet()))
                .buffer(CLIENTS_A_READ)
                .concatMapSingle(some -> overview.among(firm, some), 1)
                .concatMapIterable(read -> read)
                .toList();
    }

    private Single<Optional<Counts>> counts() {
        return counts(overview, firm).map(Optional::of);
    }

    /** The firm's counts now. */
    public static Single<Counts> counts(ClientOverview overview, TenantId firm) {
        return overview.counts(firm).flatMap(states -> doneAt(overview, firm, states)
                .map(time -> new Counts(states, time))
                .defaultIfEmpty(new Counts(states, null)));
    }

    private static Maybe<Instant> doneAt(
            ClientOverview overview, TenantId firm, List<ClientOverview.StateCount> states) {
        boolean idle = states.stream().noneMatch(count -> UNDER_WAY.contains(count.state()));
        return idle ? Maybe.empty() : overview.doneAt(firm);
    }
}
