package no.sticos.erp.testing;

import io.reactivex.rxjava3.core.Single;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import no.sticos.erp.events.Change;
import no.sticos.erp.events.ChangePage;
import no.sticos.erp.events.ChangeSource;
import no.sticos.erp.events.GenerationSummary;
import no.sticos.erp.events.PeriodChanges;
import no.sticos.erp.events.Span;
import no.sticos.erp.kernel.ClientId;
import org.jspecify.annotations.Nullable;

/** Whole generations in memory, one entity, with the difference worked out from the two states. */
public final class FakeChangeSource implements ChangeSource {
    public static final String ENTITY = "vouchers";

    private final Map<String, TreeMap<String, String>> generations = new ConcurrentHashMap<>();
    private final Map<String, PeriodChanges> periods = new ConcurrentHashMap<>();

    /** Says what a generation's books are. */
    public void publish(ClientId client, int gen, Map<String, String> documents) {
        generations.put(client + "/" + gen, new TreeMap<>(documents));
    }

    /** Says what a generation changed in locked periods. */
    public void change(ClientId client, int gen, PeriodChanges changes) {
        periods.put(client + "/" + gen, changes);
    }

    /** The books of a generation; generation 0 is empty. */
    public Map<String, String> books(ClientId client, int gen) {
        return gen == 0 ? Map.of() : Objects.requireNonNull(generations.get(client + "/" + gen));
    }

    @Override
    public Single<ChangePage> changes(Span span, ChangePage.@Nullable Cursor after, int bytes) {
        if (!span.wants(ENTITY)) {
            return Single.just(new ChangePage(ENTITY, List.of(), null));
        }
        var left = new TreeSet<>(books(span.client(), span.fromGen()).keySet());
        left.addAll(books(span.client(), span.toGen()).keySet());
        var keys = after == null ? left : left.tailSet(after.position(), false);
        return Single.fromCallable(() -> page(span, new ArrayList<>(keys), bytes));
    }

    private ChangePage page(Span span, List<String> keys, int bytes) {
        var changes = new ArrayList<Change>();
        int size = 0;
        for (var key : keys) {
            if (size >= bytes) {
                var last = changes.get(changes.size() - 1).key();
                return new ChangePage(ENTITY, changes, new ChangePage.Cursor(ENTITY, last));
            }
            var now = books(span.client(), span.toGen()).get(key);
            if (!Objects.equals(now, books(span.client(), span.fromGen()).get(key))) {
                changes.add(new Change(key, now));
                size += now == null ? 0 : now.length();
            }
        }
        return new ChangePage(ENTITY, changes, null);
    }

    @Override
    public Single<GenerationSummary> summary(ClientId client, int gen) {
        return Single.fromCallable(() -> new GenerationSummary(
                Map.of(ENTITY, (long) books(client, gen).size()),
                List.of(ENTITY),
                Map.of("articles", "variantLacks"),
                Instant.parse("2026-02-15T00:00:00Z"),
                "DONE",
                "OK",
                null,
                List.of(),
                0));
    }

    @Override
    public Single<PeriodChanges> periodChanges(ClientId client, int gen) {
        return Single.fromCallable(() -> Objects.requireNonNull(periods.get(client + "/" + gen)));
    }
}
