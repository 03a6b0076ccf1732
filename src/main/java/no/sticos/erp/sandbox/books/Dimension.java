package no.sticos.erp.sandbox.books;

import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a row of profit or loss may be about beside its account; each company has a few of each, with ids of its own. */
public enum Dimension {
    /** A department. */
    COST_CENTER_ITEM(0x434F5354L, 4, 3),
    /** Work for somebody. */
    PROJECT(0x50524F4AL, 6, 7);

    private final long salt;
    private final int count;
    private final int oneIn;

    Dimension(long salt, int count, int oneIn) {
        this.salt = salt;
        this.count = count;
        this.oneIn = oneIn;
    }

    /** A company's ids, always in the same order. */
    public Stream<UUID> ids(long company) {
        return IntStream.range(0, count).mapToObj(place -> Mix.uuid(company ^ salt, place));
    }

    /** What a voucher's rows are about, or null; {@code voucher} is the voucher's own seed. */
    @Nullable
    UUID draw(long company, long voucher) {
        return Mix.below(oneIn, voucher, salt) == 0
                ? Mix.uuid(company ^ salt, Mix.below(count, voucher, salt + 1))
                : null;
    }
}
