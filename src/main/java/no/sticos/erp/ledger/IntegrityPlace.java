package no.sticos.erp.ledger;

import java.util.List;

/**
 * How far a pass over a client's stored versions has come.
 *
 * @param part what is being looked at
 * @param resource the last document's; empty for vouchers and sets
 * @param gen the last version's generation, or the last set's
 * @param doc the last version's ordinal
 */
record IntegrityPlace(Part part, String resource, int gen, int doc) {
    /** In this order. */
    enum Part {
        DOCUMENTS,
        VOUCHERS,
        SETS
    }

    private static final IntegrityPlace START = start(Part.DOCUMENTS);

    /** Reads what {@link #text} wrote; empty is the beginning. The resource is last: it may be anything. */
    static IntegrityPlace of(String text) {
        if (text.isEmpty()) {
            return START;
        }
        var parts = text.split("/", 4);
        return new IntegrityPlace(
                Part.valueOf(parts[0]), parts[3], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    String text() {
        return part + "/" + gen + "/" + doc + "/" + resource;
    }

    /** After these documents; where there were none, at the next part. */
    IntegrityPlace afterItems(List<StoredItem> items) {
        if (items.isEmpty()) {
            return start(Part.VOUCHERS);
        }
        var last = items.get(items.size() - 1);
        return new IntegrityPlace(part, last.resource(), last.fromGen(), last.doc());
    }

    /** After these vouchers; where there were none, at the next part. */
    IntegrityPlace afterVouchers(List<StoredVoucher> vouchers) {
        if (vouchers.isEmpty()) {
            return start(Part.SETS);
        }
        var last = vouchers.get(vouchers.size() - 1);
        return new IntegrityPlace(part, resource, last.fromGen(), last.doc());
    }

    IntegrityPlace at(int set) {
        return new IntegrityPlace(part, resource, set, doc);
    }

    /** Before every version, wherever somebody may have moved one. */
    private static IntegrityPlace start(Part part) {
        return new IntegrityPlace(part, "", Integer.MIN_VALUE, Integer.MIN_VALUE);
    }
}
