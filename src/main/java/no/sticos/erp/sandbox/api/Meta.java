package no.sticos.erp.sandbox.api;

import java.time.Instant;

/** The head of a list (facts.md §2.1); an empty list has no page. */
record Meta(int page, int pageSize, int total, Instant now) {
    static final Shape<Meta> SHAPE = Shape.of(
            Field.of("CurrentPage", Meta::page),
            Field.of("PageSize", Meta::pageSize),
            Field.of("TotalNumberOfPages", Meta::pages),
            Field.of("TotalNumberOfResults", Meta::total),
            Field.of("ServerTimeUtc", meta -> Stamp.full(meta.now())));

    int pages() {
        return (total + pageSize - 1) / pageSize;
    }
}
