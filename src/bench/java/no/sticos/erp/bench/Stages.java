package no.sticos.erp.bench;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import no.sticos.erp.db.DbSettings;

/**
 * Where the database's time goes: looks fifty times a second at what the gateway's connections are doing, and at what
 * those wait for that do not compute. A statement goes by its first line, the comment that it begins with if it has one.
 */
public final class Stages implements AutoCloseable {
    private static final int EACH_MILLIS = 20;
    private static final int SHOWN = 25;
    private static final String DOING =
            """
            SELECT CASE state WHEN 'active' THEN coalesce(wait_event_type, 'computing') ELSE 'between statements' END
                   || ' | ' || left(regexp_replace(query, '\\s+', ' ', 'g'), 100)
              FROM pg_stat_activity
             WHERE usename = 'erp_gateway' AND state <> 'idle'
            """;

    private final Postgres postgres;
    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final Disposable looking;
    private boolean closed;

    /** Looks from now on. */
    public Stages(DbSettings settings) {
        this.postgres = new Postgres(settings);
        this.looking = Flowable.interval(EACH_MILLIS, TimeUnit.MILLISECONDS, Schedulers.single())
                .onBackpressureDrop()
                .concatMapIterable(tick -> look(), 1)
                .subscribe(doing ->
                        seen.computeIfAbsent(doing, key -> new AtomicInteger()).incrementAndGet());
    }

    /** What was seen most, in connections at work on average. */
    public List<String> table() {
        return seen.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((one, other) -> other.get() - one.get()))
                .limit(SHOWN)
                .map(each -> String.format(
                        Locale.ROOT, "%6.2f %s", each.getValue().get() / (double) looks.get(), each.getKey()))
                .collect(Collectors.toList());
    }

    /** A look under way is waited for, since its connection would be closed under it. */
    @Override
    public synchronized void close() {
        closed = true;
        looking.dispose();
        postgres.close();
    }

    private synchronized List<String> look() {
        looks.incrementAndGet();
        return closed ? List.of() : postgres.list(DOING);
    }
}
