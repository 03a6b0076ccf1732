package no.sticos.erp.events;

import java.util.Map;
import java.util.TreeMap;

/** Counts what one transfer has sent; used by one transfer, one page after the other. */
final class Tally {
    private final Map<String, Count> entities = new TreeMap<>();
    private int pages;

    /** Counts the page and gives its number, from 1. */
    int add(ChangePage page) {
        long deleted = page.changes().stream().filter(Change::isDeleted).count();
        entities.merge(page.entity(), new Count(page.changes().size() - deleted, deleted), Count::plus);
        return ++pages;
    }

    int pages() {
        return pages;
    }

    /** Per entity, by name. */
    Map<String, Count> entities() {
        return entities;
    }

    /** Documents sent whole, and documents sent as gone. */
    record Count(long changed, long deleted) {
        private Count plus(Count more) {
            return new Count(changed + more.changed, deleted + more.deleted);
        }
    }
}
