package no.sticos.erp.sync;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ends in a list that is read by number.
 *
 * @param number the last one; the next question begins with it, since another series may have it too
 * @param edge the documents read so far that have it, by their hashes: they come once more
 */
record End(long number, Map<String, Long> edge) {
    /** Keeps its own copy. */
    End {
        edge = Map.copyOf(edge);
    }

    /**
     * The last number of a page. Fails with {@code DRIFT} if the page is not in the order of its numbers from the one
     * asked for, null for the beginning, or if the list would not go on after it.
     */
    static long number(@Nullable Long asked, Page page) {
        var known = page.known();
        long last = known == null
                ? lastInOrder(asked, page)
                : Stretch.read(known.place()).end().number();
        if (!page.isLast() && (asked == null ? last == Long.MIN_VALUE : last == asked)) {
            throw Fault.of(Cause.DRIFT, Resource.VOUCHERS.id());
        }
        return last;
    }

    private static long lastInOrder(@Nullable Long asked, Page page) {
        long last = asked == null ? Long.MIN_VALUE : asked;
        for (var document : page.documents()) {
            var number = document instanceof Voucher voucher ? voucher.ordinal() : null;
            if (number == null || number < last) {
                throw Fault.of(Cause.DRIFT, Resource.VOUCHERS.id());
            }
            last = number;
        }
        return last;
    }

    static End read(String text) {
        var parts = text.split("\\|", -1);
        return new End(Long.parseLong(parts[0]), readEdge(parts[1]));
    }

    String write() {
        return number + "|" + writeEdge(edge);
    }

    static String writeEdge(Map<String, Long> edge) {
        return edge.entrySet().stream()
                .map(document -> document.getKey() + "=" + document.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    static Map<String, Long> readEdge(String text) {
        return Arrays.stream(text.split(","))
                .map(document -> document.split("=", 2))
                .filter(document -> document.length == 2)
                .collect(Collectors.toMap(document -> document[0], document -> Long.valueOf(document[1])));
    }
}
