package no.sticos.erp.testing;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Small books by hand, served by a {@link StubCompany} in Visma's words: calendar years, openings, vouchers, and the
 * balances that follow from them, which a test may spoil.
 */
public final class StubBooks {
    private static final BigDecimal ZERO = new BigDecimal("0.00");

    private final StubCompany company;
    private final List<Integer> years = new ArrayList<>();
    private final Map<Long, BigDecimal> openings = new TreeMap<>();
    private final List<Booked> vouchers = new ArrayList<>();
    private final Map<String, BigDecimal> lies = new TreeMap<>();
    private final List<LocalDate> silent = new ArrayList<>();
    private String method = "0";
    private String stamp = "2026-01-02T08:00:00Z";
    private boolean movesResults;

    /** Books without anything in them. */
    public StubBooks(StubCompany company, int firstYear, int lastYear) {
        this.company = company;
        for (int year = firstYear; year <= lastYear; year++) {
            years.add(year);
        }
    }

    /** A row: debit is positive. */
    public record Row(long account, BigDecimal amount, String vatCodeId) {
        /** Without a VAT code. */
        public static Row of(long account, String amount) {
            return new Row(account, new BigDecimal(amount), "null");
        }

        /** The same with a VAT code. */
        public Row with(UUID code) {
            return new Row(account, amount, "\"" + code + "\"");
        }
    }

    private record Booked(
            UUID id, int list, LocalDate date, String series, String number, int type, String stamp, List<Row> rows) {
        Booked numbered(String other) {
            return new Booked(id, list, date, series, other, type, stamp, rows);
        }
    }

    /** What the first year opens with. */
    @CanIgnoreReturnValue
    public StubBooks opens(long account, String amount) {
        openings.put(account, new BigDecimal(amount));
        return this;
    }

    /** A voucher booked by a sale, purchase or payment; {@code A12} is number 12 of series A. */
    @CanIgnoreReturnValue
    public UUID book(String number, String date, Row... rows) {
        return add(number, date, 14, List.of(rows));
    }

    /** A voucher written by hand. */
    @CanIgnoreReturnValue
    public UUID bookByHand(String number, String date, Row... rows) {
        return add(number, date, 2, List.of(rows));
    }

    /** So much from one account to another. */
    @CanIgnoreReturnValue
    public UUID move(String number, String date, long debit, long credit, String amount) {
        return book(number, date, Row.of(debit, amount), Row.of(credit, "-" + amount));
    }

    /** Gives the vouchers with this number another one; they stay what they are. */
    public void renumber(String number, String other) {
        vouchers.replaceAll(booked -> booked.number().equals(number) ? booked.numbered(other) : booked);
    }

    /** Lets Visma's balance at a day be wrong by this much. */
    public void lie(String date, long account, String amount) {
        lies.put(date + "/" + account, new BigDecimal(amount));
    }

    /** Lets Visma give no balances at a day. */
    public void silence(String date) {
        silent.add(LocalDate.parse(date));
    }

    /** Lets Visma give them again. */
    public void speak(String date) {
        silent.remove(LocalDate.parse(date));
    }

    /** When vouchers booked from now on were booked. */
    public void stamp(String utc) {
        stamp = utc;
    }

    /** The bookkeeping method, as JSON. */
    public void method(String json) {
        method = json;
    }

    /** Lets Visma move last year's result to 2050 when the year changes, without a voucher. */
    public void moveResultsSilently() {
        movesResults = true;
    }

    /** The sum of what the profit and loss accounts have in a year; a profit is negative. */
    public BigDecimal result(int year) {
        return vouchers.stream()
                .filter(booked -> booked.date().getYear() == year)
                .flatMap(booked -> booked.rows().stream())
                .filter(row -> !carriesOver(row.account()))
                .map(Row::amount)
                .reduce(ZERO, BigDecimal::add);
    }

    /** Serves the books as they are now. */
    public void serve() {
        company.list("/fiscalyears", years.stream().map(this::year).toArray(String[]::new));
        company.list("/fiscalyears/openingbalances", json(openings, "\"Number\":%d,\"Balance\":%s"));
        for (int year : years) {
            company.list("/accounts/" + id(year), accounts(year));
            company.list(
                    "/vouchers/" + id(year),
                    vouchers.stream()
                            .filter(booked -> booked.list() == year)
                            .map(StubBooks::voucher)
                            .toArray(String[]::new));
            Stream.of(LocalDate.of(year - 1, 12, 31), LocalDate.of(year, 12, 31))
                    .forEach(day -> company.list(
                            "/accountbalances/" + day, json(balances(day), "\"AccountNumber\":%d,\"Balance\":%s")));
        }
    }

    private UUID add(String number, String iso, int type, List<Row> rows) {
        var id = UUID.nameUUIDFromBytes((number + iso + vouchers.size()).getBytes(StandardCharsets.UTF_8));
        var date = LocalDate.parse(iso);
        int list = years.contains(date.getYear()) ? date.getYear() : years.get(years.size() - 1);
        vouchers.add(new Booked(id, list, date, number.replaceAll("[^A-Z].*", ""), number, type, stamp, rows));
        return id;
    }

    private Map<Long, BigDecimal> balances(LocalDate day) {
        var sums = new TreeMap<Long, BigDecimal>();
        if (day.getYear() < years.get(0) || silent.contains(day)) {
            return sums;
        }
        sums.putAll(openings);
        for (var booked : vouchers) {
            boolean thisYear = booked.date().getYear() == day.getYear();
            for (var row : booked.rows()) {
                if (years.contains(booked.date().getYear())
                        && !booked.date().isAfter(day)
                        && (thisYear || carriesOver(row.account()))) {
                    sums.merge(row.account(), row.amount(), BigDecimal::add);
                }
            }
        }
        if (movesResults) {
            years.stream()
                    .filter(year -> year < day.getYear())
                    .forEach(year -> sums.merge(2050L, result(year), BigDecimal::add));
        }
        sums.replaceAll((account, sum) -> sum.add(lies.getOrDefault(day + "/" + account, ZERO)));
        return sums;
    }

    private String[] accounts(int year) {
        return Stream.concat(openings.keySet().stream(), vouchers.stream().flatMap(booked -> booked.rows().stream()
                        .map(Row::account)))
                .distinct()
                .map(account ->
                        "{\"Number\":\"" + account + "\",\"Name\":\"Konto\",\"FiscalYearId\":\"" + id(year) + "\"}")
                .toArray(String[]::new);
    }

    private String year(int year) {
        return """
                {"Id":"%s","StartDate":"%d-01-01","EndDate":"%d-12-31","IsLockedForAccounting":false,
                 "BookkeepingMethod":%s}"""
                .formatted(id(year), year, year, method);
    }

    private static UUID id(int year) {
        return new UUID(0, year);
    }

    private static boolean carriesOver(long account) {
        return account < 3000;
    }

    private static String[] json(Map<Long, BigDecimal> amounts, String fields) {
        return amounts.entrySet().stream()
                .map(entry -> "{" + fields.formatted(entry.getKey(), entry.getValue()) + "}")
                .toArray(String[]::new);
    }

    private static String voucher(Booked booked) {
        return """
                {"Id":"%s","VoucherDate":"%s","VoucherText":"Bilag","NumberSeries":"%s","NumberAndNumberSeries":"%s",
                 "VoucherType":%d,"ModifiedUtc":"%s","CreatedUtc":"2026-01-02T08:00:00Z","Rows":[%s]}"""
                .formatted(
                        booked.id(),
                        booked.date(),
                        booked.series(),
                        booked.number(),
                        booked.type(),
                        booked.stamp(),
                        booked.rows().stream().map(StubBooks::row).collect(Collectors.joining(",")));
    }

    private static String row(Row row) {
        boolean debit = row.amount().signum() >= 0;
        return "{\"AccountNumber\":%d,\"DebitAmount\":%s,\"CreditAmount\":%s,\"VatCodeId\":%s}"
                .formatted(
                        row.account(),
                        debit ? row.amount() : ZERO,
                        debit ? ZERO : row.amount().negate(),
                        row.vatCodeId());
    }
}
