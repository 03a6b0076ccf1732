package no.sticos.erp.sandbox.books;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A company's books: what the API tells, what a test changes, and the truth that a test compares with.
 *
 * <p>Reading is safe on any thread; changes are made one after the other.
 */
public final class Books {
    private static final long ADDED = 0x41444445L;
    private static final int STEP_NANOS = 100;

    private final BooksPlan plan;
    private final Clock clock;
    private final SortedMap<Integer, Long> opening;
    private final Balances balances;
    private final Closing closing;
    private volatile List<FiscalYear> years;
    private volatile @Nullable LocalDate lockedTo;
    private volatile Ledger ledger;

    /** Grows the books; takes about a microsecond a voucher. */
    public Books(BooksPlan plan, Clock clock) {
        this.plan = plan;
        this.clock = clock;
        this.years = Years.of(plan);
        this.lockedTo = lastLocked(years);
        this.opening = Opening.of(plan.seed());
        this.balances = new Balances(opening);
        this.closing = new Closing(plan.seed() ^ ADDED);
        var grown = new Ledger(new Growth(plan, years));
        for (var year : years) {
            var filed = year.end().plusDays(20).atTime(9, 30).toInstant(ZoneOffset.UTC);
            grown = isOver(year) ? closing.closed(grown, year, filed) : grown;
        }
        this.ledger = grown;
    }

    /** What the books grew out of. */
    public BooksPlan plan() {
        return plan;
    }

    /** The fiscal years, oldest first. */
    public List<FiscalYear> years() {
        return years;
    }

    /** The day up to which the company's settings lock the books, that day included; null if nothing is locked. */
    public @Nullable LocalDate lockedTo() {
        return lockedTo;
    }

    /** The chart of accounts; the same in every year. */
    public Chart chart() {
        return Chart.standard();
    }

    /** What the accounts held when the first year began, in øre; sums to 0. */
    public SortedMap<Integer, Long> openingBalances() {
        return opening;
    }

    /** The vouchers as they stand now. */
    public Ledger ledger() {
        return ledger;
    }

    /** The balance of each touched account at the end of a day, in øre, debit positive. */
    public SortedMap<Integer, Long> balances(LocalDate day) {
        return balances.at(day, years, ledger);
    }

    /** All vouchers written down, in order of entry: the truth for a test, not for large companies. */
    public List<Voucher.Booked> vouchers() {
        return ledger.vouchers().map(Voucher::booked).toList();
    }

    /** The stamp of what is changed now; Visma stamps in steps of 100 ns. */
    public Instant now() {
        var now = clock.instant();
        return now.minusNanos(now.get(ChronoField.NANO_OF_SECOND) % STEP_NANOS);
    }

    /** Books a new voucher, back-dated too, with the next number of its series in the year of its date. */
    @CanIgnoreReturnValue
    public Voucher.Booked add(String series, LocalDate date, String text, List<VoucherRow> rows) {
        return book(List.of(Entry.of(series, date, text, rows))).get(0);
    }

    /** Books several vouchers in one go, all or none and under one stamp, as a payroll run does. */
    @CanIgnoreReturnValue
    public synchronized List<Voucher.Booked> book(List<Entry> entries) {
        var now = now();
        var next = ledger;
        var booked = new ArrayList<Voucher.Booked>();
        for (var entry : entries) {
            var voucher = voucher(next, entry, now);
            booked.add(voucher);
            next = next.with(next.positions(), Optional.of(voucher), now);
        }
        for (var year : new LinkedHashSet<>(booked.stream().map(this::yearOf).toList())) {
            next = closedAnew(next, year, now);
        }
        ledger = next;
        return List.copyOf(booked);
    }

    private Voucher.Booked voucher(Ledger in, Entry entry, Instant now) {
        return new Voucher.Booked(
                Mix.uuid(plan.seed() ^ ADDED, in.positions()),
                entry.series(),
                in.nextNumber(entry.series(), yearOf(entry.date())),
                entry.date(),
                entry.text(),
                entry.way().voucherType,
                null,
                now,
                entry.way() == Entry.Way.IMPORTED ? null : now,
                null,
                entry.rows());
    }

    /** Gives a voucher other rows and another text; its stamp moves. */
    @CanIgnoreReturnValue
    public synchronized Voucher.Booked change(UUID id, String text, List<VoucherRow> rows) {
        refuseUnbalanced(rows);
        var old = voucher(id);
        return lay(old, new Edit(old.number(), old.date(), text, rows));
    }

    /** Gives a voucher another date within its fiscal year, so that its number stays good; its stamp moves. */
    @CanIgnoreReturnValue
    public synchronized Voucher.Booked redate(UUID id, LocalDate date) {
        var old = voucher(id);
        if (!yearOf(old).equals(yearOf(date))) {
            throw new IllegalArgumentException("another fiscal year holds " + date);
        }
        return lay(old, new Edit(old.number(), date, old.text(), old.rows()));
    }

    /** Moves a voucher to a day of another fiscal year, where it takes the next number; its stamp moves. */
    @CanIgnoreReturnValue
    public synchronized Voucher.Booked transfer(UUID id, LocalDate date) {
        var old = voucher(id);
        int number = ledger.nextNumber(old.series(), yearOf(date));
        return lay(old, new Edit(number, date, old.text(), old.rows()));
    }

    /** The vouchers that were entered last, newest first; the year's end is not among them. */
    public List<Voucher> newest(int count) {
        var now = ledger;
        return IntStream.iterate(now.positions() - 1, position -> position >= 0, position -> position - 1)
                .filter(position -> !closing.holds(position))
                .mapToObj(now::at)
                .flatMap(Stream::ofNullable)
                .limit(count)
                .toList();
    }

    /** Removes a voucher without a trace, as Visma's web client can; its number stays unused. */
    public synchronized void delete(UUID id) {
        lay(ledger.positionOf(id), Optional.empty(), now());
    }

    /** Opens the fiscal year after the last one; balances of what is not closed yet do not move into it. */
    @CanIgnoreReturnValue
    public synchronized FiscalYear openYear() {
        var last = years.get(years.size() - 1);
        var next = Years.year(plan, last.end().plusDays(1), now());
        years = Stream.concat(years.stream(), Stream.of(next)).toList();
        return next;
    }

    /** Locks a fiscal year or opens it again. */
    public synchronized void lockYear(UUID id, boolean locked) {
        years = years.stream()
                .map(year -> year.id().equals(id) ? year.locked(locked) : year)
                .toList();
    }

    /** Moves the day of {@link #lockedTo} forwards or backwards; null locks nothing. */
    public synchronized void lockTo(@Nullable LocalDate day) {
        lockedTo = day;
    }

    /** What changes about a voucher. */
    private record Edit(int number, LocalDate date, String text, List<VoucherRow> rows) {
        Voucher.Booked of(Voucher old, Instant now) {
            return new Voucher.Booked(
                    old.id(),
                    old.series(),
                    number,
                    date,
                    text,
                    old.type(),
                    old.importedNumber(),
                    old.created(),
                    now,
                    old.sourceId(),
                    rows);
        }
    }

    private Voucher.Booked lay(Voucher old, Edit edit) {
        var now = now();
        var edited = edit.of(old, now);
        lay(ledger.positionOf(old.id()), Optional.of(edited), now);
        return edited;
    }

    /** One step from state to state: no reader sees a changed voucher in a year that is not closed anew. */
    private void lay(int position, Optional<Voucher.Booked> voucher, Instant now) {
        var before = yearOf(ledger.present(position));
        var next = ledger.with(position, voucher, now);
        if (!closing.holds(position)) {
            next = closedAnew(next, before, now);
            var after = voucher.map(this::yearOf).orElse(before);
            next = after.equals(before) ? next : closedAnew(next, after, now);
        }
        ledger = next;
    }

    private Ledger closedAnew(Ledger state, FiscalYear year, Instant now) {
        return isOver(year) ? closing.closed(state, year, now) : state;
    }

    private boolean isOver(FiscalYear year) {
        return year.end().isBefore(plan.today());
    }

    private FiscalYear yearOf(Voucher voucher) {
        return yearOf(voucher.date());
    }

    private FiscalYear yearOf(LocalDate date) {
        return Years.holding(years, date)
                .orElseThrow(() -> new IllegalArgumentException("no fiscal year holds " + date));
    }

    private Voucher voucher(UUID id) {
        return ledger.present(ledger.positionOf(id));
    }

    static void refuseUnbalanced(List<VoucherRow> rows) {
        if (rows.stream().mapToLong(VoucherRow::amount).sum() != 0) {
            throw new IllegalArgumentException("the rows do not balance");
        }
    }

    private static @Nullable LocalDate lastLocked(List<FiscalYear> years) {
        return years.stream()
                .filter(FiscalYear::locked)
                .map(FiscalYear::end)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
