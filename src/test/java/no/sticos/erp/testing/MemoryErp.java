package no.sticos.erp.testing;

import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleTransformer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import no.sticos.erp.erp.ContentHash;
import no.sticos.erp.erp.Document;
import no.sticos.erp.erp.ErpSource;
import no.sticos.erp.erp.Item;
import no.sticos.erp.erp.KnownPage;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Recall;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.erp.VoucherRow;
import no.sticos.erp.kernel.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * One company's books in memory, served in pages: two fiscal years, balances that are the sums of the rows.
 *
 * <p>The clock moves a second with each answer, so that what is changed later carries a later stamp. A test
 * may look at each request before it is answered ({@link #before}), to change the books or to fail.
 */
public final class MemoryErp implements ErpSource {
    /** The two years. */
    public static final List<Year> YEARS = List.of(new Year(2025), new Year(2026));

    private final int pageSize;
    private final List<Voucher> vouchers = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final Map<Resource, List<Document>> registers = new EnumMap<>(Resource.class);
    private final AtomicInteger seconds = new AtomicInteger();
    private Function<Query, @Nullable Throwable> before = query -> null;
    private final Map<Resource, Integer> exaggerated = new ConcurrentHashMap<>();
    private BigDecimal lie = BigDecimal.ZERO;
    private boolean ignoringStamps;
    private int recognised;
    private volatile String locked = "";
    private volatile int lockedYear;

    /** Serves pages of this size. */
    public MemoryErp(int pageSize) {
        this.pageSize = pageSize;
    }

    /** A calendar year as fiscal year. */
    public record Year(int year) {
        /** Its id. */
        public UUID id() {
            return new UUID(0, year);
        }

        /** Its first day. */
        public LocalDate start() {
            return LocalDate.of(year, 1, 1);
        }

        /** Its last day. */
        public LocalDate end() {
            return LocalDate.of(year, 12, 31);
        }
    }

    /** Books so many vouchers in each year: bank against sales. */
    public MemoryErp book(int perYear) {
        for (var year : YEARS) {
            for (int number = 1; number <= perYear; number++) {
                var day = year.start().plusDays(number % 360);
                put(new UUID(year.year(), number), day, number, new BigDecimal(number + ".25"));
            }
        }
        return this;
    }

    /** Takes a voucher away, without a trace. */
    public synchronized void remove(UUID id) {
        vouchers.removeIf(voucher -> voucher.id().equals(id));
    }

    /** Answers as if no filter on change stamps had been asked for, from now on. */
    public void ignoreStamps() {
        ignoringStamps = true;
    }

    /** Says of this resource's list that it has so many more than it has, from now on. */
    public void exaggerate(Resource resource, int more) {
        exaggerated.put(resource, more);
    }

    /** Adds a voucher, or changes the one with this id. */
    public synchronized void put(UUID id, LocalDate date, int number, BigDecimal amount) {
        vouchers.removeIf(voucher -> voucher.id().equals(id));
        var rows = List.of(row(1920, amount, BigDecimal.ZERO), row(3000, BigDecimal.ZERO, amount));
        vouchers.add(voucher(id, date, "A" + number, now(), rows));
    }

    /** Puts the vouchers back to what they were, stamps and all, as from a backup. */
    public synchronized void restore(List<Voucher> former) {
        vouchers.clear();
        vouchers.addAll(former);
    }

    /** Adds a voucher with rows of the caller's own. */
    public synchronized void put(UUID id, LocalDate date, List<VoucherRow> rows) {
        vouchers.add(voucher(id, date, "B1", now(), rows));
    }

    /** Serves these as the resource's one list from now on; without it the list is empty. */
    public synchronized void keep(Resource resource, Item... documents) {
        registers.put(resource, List.of(documents));
    }

    /** Lets the bank's balance be wrong by this much from now on. */
    public void lie(BigDecimal amount) {
        lie = amount;
    }

    /** The company has locked its books up to this day from now on; null = it has opened them. */
    public void lockTo(@Nullable LocalDate day) {
        locked = day == null ? "" : "\"AccountingLockedTo\":\"" + day + "T00:00:00Z\",";
    }

    /** This fiscal year is locked from now on, and no other one; 0 for none. */
    public void lockYear(int year) {
        lockedYear = year;
    }

    /** Asks this before each answer; what it gives is the answer's error. */
    public void before(Function<Query, @Nullable Throwable> look) {
        before = look;
    }

    /** What was asked for, in order, as resource, scope and page. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many pages needed not be read so far. */
    public synchronized int recognised() {
        return recognised;
    }

    /** The vouchers as they are now. */
    public synchronized List<Voucher> vouchers() {
        return List.copyOf(vouchers);
    }

    @Override
    public Single<Page> page(ClientId client, Query query, int number) {
        return Single.defer(() -> {
            var error = before.apply(query);
            return error == null ? Single.just(answer(query, number)) : Single.error(error);
        });
    }

    /** What is asked for is known by it and by the documents, as an answer is by its bytes. */
    @Override
    public Single<Page> page(
            ClientId client, Query query, int number, Recall recall, SingleTransformer<Page, Page> room) {
        var request = query.resource().id() + " " + query.scope() + " " + place(query, number);
        return page(client, query, number)
                .map(page -> recall.isKept() ? recognised(page, request, recall.page(request)) : page)
                .compose(room);
    }

    private synchronized Page recognised(Page page, String request, @Nullable KnownPage last) {
        var hash = new ContentHash();
        page.documents().forEach(document -> hash.add(document.key()).add(document.rowHash()));
        var digest = Long.toHexString(hash.value());
        var known = last != null && last.digest().equals(digest) ? last : null;
        recognised += known == null ? 0 : 1;
        return new Page(
                known == null ? page.documents() : List.of(),
                page.unreadable(),
                page.number(),
                page.lastNumber(),
                page.total(),
                page.serverTime(),
                new Page.Origin(request, digest, known));
    }

    private synchronized Page answer(Query query, int number) {
        requests.add(query.resource().id() + " " + query.scope() + " " + place(query, number));
        var all = documents(query);
        int size = query.countOnly() ? 1 : pageSize;
        int from = Math.min(all.size(), (number - 1) * size);
        int to = Math.min(all.size(), from + size);
        int pages = (all.size() + size - 1) / size;
        return new Page(
                all.subList(from, to),
                List.of(),
                number,
                pages,
                all.size() + exaggerated.getOrDefault(query.resource(), 0),
                now());
    }

    /** The page, or the number that is read on from, or that it is only counted. */
    private static String place(Query query, int number) {
        if (query.countOnly()) {
            return "count";
        }
        return query.fromNumber() == null ? Integer.toString(number) : "from " + query.fromNumber();
    }

    private List<Document> documents(Query query) {
        return switch (query.resource()) {
            case COMPANY_SETTINGS -> List.of(item(query.resource(), "company", "{" + locked + "\"Name\":\"Test AS\"}"));
            case FISCAL_YEARS -> YEARS.stream().map(this::year).toList();
            case ACCOUNTS -> List.of(account(query.scope(), 1920), account(query.scope(), 3000));
            case OPENING_BALANCES -> List.of(item(query.resource(), "1920", "{\"Balance\":100.00,\"Number\":1920}"));
            case ACCOUNT_BALANCES -> balances(LocalDate.parse(query.scope()));
            case VOUCHERS -> vouchers(query);
            default -> registers.getOrDefault(query.resource(), List.of());
        };
    }

    private List<Document> vouchers(Query query) {
        var since = ignoringStamps ? null : query.changedSince();
        var from = query.fromNumber();
        return vouchers.stream()
                .sorted(Comparator.comparing(MemoryErp::ordinal))
                .filter(voucher -> from == null || ordinal(voucher) >= from)
                .filter(voucher -> query.scope().isEmpty()
                        || query.scope().equals(new UUID(0, voucher.date().getYear()).toString()))
                .filter(voucher -> since == null || !since.isAfter(voucher.modifiedUtc()))
                .map(Document.class::cast)
                .toList();
    }

    private static long ordinal(Voucher voucher) {
        var ordinal = voucher.ordinal();
        return ordinal == null ? 0 : ordinal;
    }

    private Document year(Year year) {
        return item(
                Resource.FISCAL_YEARS,
                year.id().toString(),
                "{\"EndDate\":\"" + year.end() + "\",\"Id\":\"" + year.id()
                        + "\",\"IsLockedForAccounting\":" + (year.year() == lockedYear) + ",\"StartDate\":\""
                        + year.start() + "\"}");
    }

    private static Document account(String year, int number) {
        return item(
                Resource.ACCOUNTS,
                year + "/" + number,
                "{\"FiscalYearId\":\"" + year + "\",\"Name\":\"Konto\",\"Number\":\"" + number + "\"}");
    }

    private List<Document> balances(LocalDate at) {
        var balances = new TreeMap<Long, BigDecimal>();
        balances.put(1920L, new BigDecimal("100.00").add(lie));
        for (var voucher : vouchers) {
            for (var row : voucher.rows()) {
                boolean counts = !voucher.date().isAfter(at)
                        && (row.account() < 3000 || voucher.date().getYear() == at.getYear());
                if (counts) {
                    balances.merge(row.account(), row.debit().subtract(row.credit()), BigDecimal::add);
                }
            }
        }
        return balances.entrySet().stream()
                .map(entry -> item(
                        Resource.ACCOUNT_BALANCES,
                        at + "/" + entry.getKey(),
                        "{\"AccountNumber\":" + entry.getKey() + ",\"Balance\":" + entry.getValue() + ",\"Date\":\""
                                + at + "\"}"))
                .toList();
    }

    private Instant now() {
        return Instant.parse("2026-11-24T10:00:00.1234567Z").plusSeconds(seconds.incrementAndGet());
    }

    private static Document item(Resource resource, String key, String body) {
        long hash = new ContentHash().add(body).value();
        return new Item(resource, key, body, hash, hash, null);
    }

    /** A row without anything but amounts. */
    public static VoucherRow row(long account, BigDecimal debit, BigDecimal credit) {
        return new VoucherRow(account, debit, credit, "Tekst æøå", null, null, null, null, null, null, null);
    }

    private static Voucher voucher(UUID id, LocalDate date, String number, Instant modified, List<VoucherRow> rows) {
        long hash = new ContentHash()
                .add(id)
                .add(date)
                .add(number)
                .add(modified)
                .add(rows)
                .value();
        return new Voucher(id, date, "A", number, "Bilag", 2, null, modified, modified, rows, null, hash, hash);
    }
}
