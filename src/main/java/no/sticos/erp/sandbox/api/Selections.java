package no.sticos.erp.sandbox.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The positions that a filter lets through, in the asked order, kept for the next page of the same question.
 *
 * <p>Bounded: the least recently used goes first, at most four million positions are kept (16 MB).
 */
final class Selections {
    private static final int MOST_POSITIONS = 4_000_000;

    private record Question(String url, String filter, String orderBy, long revision) {}

    private final Map<Question, int[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int keptPositions;

    /** The positions of the source's items that answer the query. */
    <T> int[] of(String url, ListQuery query, Shape<T> shape, Source<T> source) {
        if (source.revision() < 0) {
            return select(query, shape, source);
        }
        var question = new Question(url, query.filter(), query.orderBy(), source.revision());
        var known = find(question);
        return known.length > 0 ? known : keep(question, select(query, shape, source));
    }

    private synchronized int[] find(Question question) {
        return kept.getOrDefault(question, new int[0]);
    }

    private synchronized int[] keep(Question question, int[] positions) {
        var before = kept.put(question, positions);
        keptPositions += positions.length - (before == null ? 0 : before.length);
        var oldest = kept.values().iterator();
        while (keptPositions > MOST_POSITIONS && oldest.hasNext()) {
            keptPositions -= oldest.next().length;
            oldest.remove();
        }
        return positions;
    }

    private static <T> int[] select(ListQuery query, Shape<T> shape, Source<T> source) {
        var filter = ODataFilter.read(query.filter(), shape);
        var order = OrderBy.read(query.orderBy(), shape);
        var positions = matching(source, filter);
        return order == null ? positions.toArray() : sorted(positions, source, order);
    }

    private static <T> IntStream matching(Source<T> source, Predicate<T> filter) {
        return IntStream.range(0, source.positions()).filter(position -> {
            var item = source.at(position);
            return item != null && filter.test(item);
        });
    }

    private static <T> int[] sorted(IntStream positions, Source<T> source, Comparator<T> order) {
        var boxed = positions.boxed().toArray(Integer[]::new);
        // The sort is stable: ties stay in order of entry.
        Arrays.sort(boxed, (a, b) -> order.compare(present(source, a), present(source, b)));
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }

    private static <T> T present(Source<T> source, int position) {
        return Objects.requireNonNull(source.at(position));
    }
}
