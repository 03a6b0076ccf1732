package no.sticos.erp.sandbox.books;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One grown voucher: each part is worked out when asked for. */
record GrownVoucher(Growth growth, int position) implements Voucher {
    private static final int SIE_IMPORT = 9;
    private static final long STAMPS = 0x5354414DL;
    private static final long SOURCES = 0x534F5552L;
    private static final int[] FRACTIONS = {1, 10, 100, 1_000, 1_000_000, 10_000_000};

    @Override
    public UUID id() {
        return Mix.uuid(growth.seed(), position);
    }

    @Override
    public String series() {
        return growth.kind(position).series;
    }

    @Override
    public int number() {
        return growth.number(position);
    }

    @Override
    public LocalDate date() {
        return LocalDate.ofEpochDay(growth.day(position));
    }

    @Override
    public String text() {
        return Texts.ofVoucher(growth.kind(position), growth.seed(), position);
    }

    @Override
    public int type() {
        return growth.isImported(position) ? SIE_IMPORT : growth.kind(position).voucherType;
    }

    @Override
    public @Nullable String importedNumber() {
        return growth.isImported(position) ? "G-" + (10_000 + position) : null;
    }

    @Override
    public Instant created() {
        var midnight = date().atStartOfDay().toInstant(ZoneOffset.UTC);
        // A payroll run books everything in one go: stamps can be tied and without a fraction.
        var delay = growth.kind(position) == Kind.SALARY ? Duration.ofHours(3) : delay(0);
        return earlier(midnight.plus(delay), latest());
    }

    @Override
    public @Nullable Instant modified() {
        if (growth.isImported(position)) {
            return null;
        }
        boolean corrected = Mix.below(10, seed(), 5) == 0;
        return corrected ? earlier(created().plus(delay(2)), latest()) : created();
    }

    @Override
    public @Nullable UUID sourceId() {
        var kind = growth.kind(position);
        return kind == Kind.MANUAL || kind == Kind.SALARY ? null : Mix.uuid(growth.seed() ^ SOURCES, position);
    }

    @Override
    public List<VoucherRow> rows() {
        return RowMaker.rows(growth.kind(position), growth.seed(), position, growth.payment(position));
    }

    private long seed() {
        return Mix.of(growth.seed() ^ STAMPS, position);
    }

    /** Up to a week, in steps of 100 ns as Visma stamps. */
    private Duration delay(int draw) {
        return Duration.ofSeconds(Mix.below(600_000, seed(), draw)).plusNanos(nanos());
    }

    /** Visma's server trims trailing zeros: the fraction has from 0 to 7 digits. */
    private int nanos() {
        int step = 100 * FRACTIONS[Mix.below(FRACTIONS.length, seed(), 7)];
        return Mix.below(1_000_000_000 / step, seed(), 8) * step;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Instant latest() {
        return growth.today().atTime(5, 0).toInstant(ZoneOffset.UTC);
    }
}
