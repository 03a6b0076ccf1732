package no.sticos.erp.sandbox.books;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A company's books: what the API tells, what a test changes, and the truth that a test compares with.
 *
 * <p>Reading is safe on any thread; changes are made one after the other.
 */
public final class Books {
    private static final long ADDED = 0x41444445L;
    private static final int MANUAL = 2;

    private final BooksPlan plan;
    private final Clock clock;
    private final List<FiscalYear> years;
    private final SortedMap<Integer, Long> opening;
    private final Balances balances;
    private final Map<LocalDate, Integer> yearEnds = new ConcurrentHashMap<>();
    private volatile Ledger ledger;

    /** Grows the books; takes about a microsecond a voucher. */
    public Books(BooksPlan plan, Clock clock) {
        this.plan = plan;
        this.clock = clock;
        this.years = Years.of(plan);
        this.opening = Opening.of(plan.seed());
        this.balances = new Balances(years, opening);
        this.ledger = new Ledger(new Growth(plan, years));
        closedYears()
                .forEach(year ->
                        closeYear(year, year.end().plusDays(20).atTime(9, 30).toInstant(ZoneOffset.UTC)));
    }

    /** What the books grew out of. */
    public BooksPlan plan() {
        return plan;
    }

    /** The fiscal years, oldest first. */
    public List<FiscalYear> years() {
        return years;
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
        return balances.at(day, ledger);
    }

    /** All vouchers written down, in order of entry: the truth for a test, not for large companies. */
    public List<Voucher.Booked> vouchers() {
        return ledger.vouchers().map(Voucher::booked).toList();
    }

    /** Books a new voucher, back-dated too, with the next number of its series in the year of its date. */
    @CanIgnoreReturnValue
    public synchronized Voucher.Booked add(String series, LocalDate date, String text, List<VoucherRow> rows) {
        int position = ledger.positions();
        var now = now();
        var voucher = new Voucher.Booked(
                Mix.uuid(plan.seed() ^ ADDED, position),
                series,
                nextNumber(series, yearOf(date)),
                date,
                text,
                MANUAL,
                null,
                now,
                now,
                null,
                balanced(rows));
        lay(position, Optional.of(voucher), now);
        return voucher;
    }

    /** Gives a voucher other rows and another text; its stamp moves. */
    @CanIgnoreReturnValue
    public synchronized Voucher.Booked change(UUID id, String text, List<VoucherRow> rows) {
        int position = positionOf(id);
        var now = now();
        var old = at(position);
        var changed = new Voucher.Booked(
                id,
                old.series(),
                old.number(),
                old.date(),
                text,
                old.type(),
                old.importedNumber(),
                old.created(),
                now,
                old.sourceId(),
                balanced(rows));
        lay(position, Optional.of(changed), now);
        return changed;
    }

    /** Gives a voucher another date within its fiscal year, so that its number stays good; its stamp moves. */
    @CanIgnoreReturnValue
    public synchronized Voucher.Booked redate(UUID id, LocalDate date) {
        int position = positionOf(id);
        var old = at(position);
        if (!yearOf(old.date()).equals(yearOf(date))) {
            throw new IllegalArgumentException("another fiscal year holds " + date);
        }
        var now = now();
        var moved = new Voucher.Booked(
                id,
                old.series(),
                old.number(),
                date,
                old.text(),
                old.type(),
                old.importedNumber(),
                old.created(),
                now,
                old.sourceId(),
                old.rows());
        lay(position, Optional.of(moved), now);
        return moved;
    }

    /** The vouchers that were entered last, newest first; the year's end is not among them. */
    public List<Voucher> newest(int count) {
        var now = ledger;
        return IntStream.iterate(now.positions() - 1, position -> position >= 0, position -> position - 1)
                .filter(position -> !yearEnds.containsValue(position))
                .mapToObj(now::at)
                .flatMap(Stream::ofNullable)
                .limit(count)
                .toList();
    }

    /** Removes a voucher without a trace, as Visma's web client can; its number stays unused. */
    public synchronized void delete(UUID id) {
        lay(positionOf(id), Optional.empty(), now());
    }

    private void lay(int position, Optional<Voucher.Booked> voucher, Instant now) {
        var before = position < ledger.positions() ? yearOf(at(position).date()) : null;
        ledger = ledger.with(position, voucher, now);
        var touched = voucher.map(booked -> yearOf(booked.date())).orElse(before);
        if (touched != null && closedYears().contains(touched) && !yearEnds.containsValue(position)) {
            closeYear(touched, now);
        }
    }

    /** A closed year whose rows change is closed anew, as a bookkeeper would do. */
    private void closeYear(FiscalYear year, Instant now) {
        var known = yearEnds.get(year.start());
        int position = known == null ? ledger.positions() : known;
        var rows = YearEnd.rows(resultOf(year, position));
        if (known != null && at(position).rows().equals(rows)) {
            return;
        }
        var series = Kind.YEAR_END.series;
        int number = known == null ? nextNumber(series, year) : at(position).number();
        var created = known == null ? now : at(position).created();
        yearEnds.put(year.start(), position);
        ledger = ledger.with(
                position,
                Optional.of(new Voucher.Booked(
                        Mix.uuid(plan.seed() ^ ADDED, position),
                        series,
                        number,
                        year.end(),
                        Kind.YEAR_END.title,
                        MANUAL,
                        null,
                        created,
                        now,
                        null,
                        rows)),
                now);
    }

    private long resultOf(FiscalYear year, int yearEndPosition) {
        var yearEnd = yearEndPosition < ledger.positions() ? at(yearEndPosition).id() : null;
        return ledger.vouchers()
                .filter(voucher -> year.holds(voucher.date()) && !voucher.id().equals(yearEnd))
                .flatMap(voucher -> voucher.rows().stream())
                .filter(row -> !ChartAccount.isBalanceSheet(row.account()))
                .mapToLong(VoucherRow::amount)
                .sum();
    }

    private List<FiscalYear> closedYears() {
        return years.stream().filter(year -> year.end().isBefore(plan.today())).toList();
    }

    private int nextNumber(String series, FiscalYear year) {
        return 1
                + ledger.vouchers()
                        .filter(voucher -> voucher.series().equals(series) && year.holds(voucher.date()))
                        .mapToInt(Voucher::number)
                        .max()
                        .orElse(0);
    }

    private FiscalYear yearOf(LocalDate date) {
        return Years.holding(years, date)
                .orElseThrow(() -> new IllegalArgumentException("no fiscal year holds " + date));
    }

    private Voucher at(int position) {
        var voucher = ledger.at(position);
        if (voucher == null) {
            throw new NoSuchElementException("no voucher at position " + position);
        }
        return voucher;
    }

    private int positionOf(UUID id) {
        for (int position = 0; position < ledger.positions(); position++) {
            var voucher = ledger.at(position);
            if (voucher != null && voucher.id().equals(id)) {
                return position;
            }
        }
        throw new NoSuchElementException("no voucher " + id);
    }

    private static List<VoucherRow> balanced(List<VoucherRow> rows) {
        if (rows.stream().mapToLong(VoucherRow::amount).sum() != 0) {
            throw new IllegalArgumentException("the rows do not balance");
        }
        return rows;
    }

    /** Visma stamps in steps of 100 ns; the JDK's clock gives microseconds, which fits. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
