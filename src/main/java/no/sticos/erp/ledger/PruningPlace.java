package no.sticos.erp.ledger;

import io.vertx.rxjava3.sqlclient.Row;

/**
 * How far the pruning of a client has come.
 *
 * @param part what is being removed
 * @param oldest the oldest generation that stays
 * @param toGen the generation that closed the version looked at last
 * @param gen the one that opened it
 * @param doc its ordinal
 * @param resource its resource; empty for vouchers
 */
record PruningPlace(Part part, int oldest, int toGen, int gen, int doc, String resource) {
    /** In this order. */
    enum Part {
        DOCUMENTS,
        VOUCHERS,
        LINES,
        SEALS
    }

    /** At the beginning of a part. */
    static PruningPlace at(Part part, int oldest) {
        return new PruningPlace(part, oldest, 0, 0, -1, "");
    }

    /** Reads what {@link #text} wrote. */
    static PruningPlace of(String text) {
        var parts = text.split("/", 6);
        return new PruningPlace(
                Part.valueOf(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                parts[5]);
    }

    String text() {
        return String.join(
                "/",
                part.name(),
                Integer.toString(oldest),
                Integer.toString(toGen),
                Integer.toString(gen),
                Integer.toString(doc),
                resource);
    }

    /** After the last version of a page. */
    PruningPlace after(Row last) {
        return new PruningPlace(
                part,
                oldest,
                last.getInteger("to_gen"),
                last.getInteger("from_gen"),
                last.getInteger("doc"),
                part == Part.DOCUMENTS ? last.getString("resource") : "");
    }

    PruningPlace next() {
        var next =
                switch (part) {
                    case DOCUMENTS -> Part.VOUCHERS;
                    case VOUCHERS -> Part.LINES;
                    case LINES, SEALS -> Part.SEALS;
                };
        return at(next, oldest);
    }
}
