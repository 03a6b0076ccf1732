package no.sticos.erp.sync;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/**
 * The part of a list that a page shows, in a list that is read by number: it begins with documents that the page before
 * has shown, and these may change places with those of that page while the question for this one stays the same.
 *
 * @param before what had been shown of the number that the page begins with, by hash
 * @param end where it ends
 */
record Stretch(Map<String, Long> before, End end) {
    /** Keeps its own copy. */
    Stretch {
        before = Map.copyOf(before);
    }

    /**
     * What a page shows after {@code shown}. Of a known page it is what was kept; fails with {@code DRIFT} if it was
     * kept after other documents, since nobody has looked then which of its own were new.
     */
    static Stretch of(Page page, Map<String, Long> shown) {
        var known = page.known();
        if (known == null) {
            long last = End.number(null, page);
            return new Stretch(shown, new End(last, edge(page, last)));
        }
        var kept = read(known.place());
        if (!kept.before().equals(shown)) {
            throw Fault.of(Cause.DRIFT, Resource.VOUCHERS.id());
        }
        return kept;
    }

    private static Map<String, Long> edge(Page page, long last) {
        return page.documents().stream()
                .filter(document -> document instanceof Voucher voucher && Objects.equals(voucher.ordinal(), last))
                .collect(Collectors.toMap(Document::key, Document::rowHash, (one, other) -> other));
    }

    static Stretch read(String text) {
        int between = text.indexOf('|');
        return new Stretch(End.readEdge(text.substring(0, between)), End.read(text.substring(between + 1)));
    }

    String write() {
        return End.writeEdge(before) + "|" + end.write();
    }
}
