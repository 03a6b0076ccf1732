package no.sticos.erp.sync;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.Entry;
import no.sticos.erp.sandbox.books.FiscalYear;
import no.sticos.erp.sandbox.books.Ledger;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.trade.Cards;
import no.sticos.erp.sandbox.universe.Company;

/** The people who work in one company at Visma: they do whatever is drawn, and each state of the books is kept. */
final class Staff {
    /** What they do. */
    enum Work {
        BOOK,
        BACK_DATE,
        BOOK_YEAR_BEFORE,
        BOOK_TIED,
        IMPORT,
        SELL,
        GET_PAID,
        CORRECT_AMOUNT,
        CORRECT_ACCOUNT,
        CORRECT_TEXT,
        REDATE,
        TRANSFER,
        DELETE,
        DELETE_OLD,
        OPEN_YEAR,
        LOCK_YEAR,
        MOVE_LOCK,
        ADD_CARD,
        RENAME_CARD,
        REMOVE_CARD,
        WORK_ON_DEPARTMENTS
    }

    private static final int RECENT = 40;

    private final Company company;
    private final List<Ledger> states = new CopyOnWriteArrayList<>();
    private final List<String> diary = new CopyOnWriteArrayList<>();

    Staff(Company company) {
        this.company = company;
        states.add(books().ledger());
    }

    /** Does so many things; the same random numbers do the same things to the same books. */
    synchronized void work(Random random, int things) {
        for (int i = 0; i < things; i++) {
            var what = Work.values()[random.nextInt(Work.values().length)];
            diary.add(what.name());
            perform(what, random);
            states.add(books().ledger());
        }
    }

    /** From here on only what is done now counts as having been. */
    synchronized void beginMoments() {
        states.clear();
        states.add(books().ledger());
    }

    /** Every state of the vouchers since {@link #beginMoments}. */
    List<Ledger> moments() {
        return states;
    }

    /** What was done, in order. */
    List<String> diary() {
        return diary;
    }

    private void perform(Work what, Random random) {
        switch (what) {
            case BOOK -> book("A", today(), cost(random));
            case BACK_DATE -> book("A", day(current(), random), cost(random));
            case BOOK_YEAR_BEFORE -> book("C", day(any(books().years(), random), random), cost(random));
            case BOOK_TIED -> bookTied(random);
            case IMPORT ->
                books().book(List.of(Entry.of("I", day(current(), random), "Import", cost(random))
                        .as(Entry.Way.IMPORTED)));
            case SELL -> book("B", today(), pair(1500, 3000, random));
            case GET_PAID -> book("D", today(), pair(1920, 1500, random));
            case DELETE -> recent(random).forEach(voucher -> books().delete(voucher.id()));
            case DELETE_OLD -> old(random).forEach(voucher -> books().delete(voucher.id()));
            case OPEN_YEAR -> openYear();
            case LOCK_YEAR -> lockYear(any(books().years(), random));
            case MOVE_LOCK -> books().lockTo(day(any(books().years(), random), random));
            case ADD_CARD -> cards(random).add("Ny " + random.nextInt(1_000));
            case RENAME_CARD -> rename(cards(random), random);
            case REMOVE_CARD -> removeCard(cards(random));
            case WORK_ON_DEPARTMENTS -> departments(random);
            default -> recent(random).forEach(voucher -> correct(what, voucher, random));
        }
    }

    private void correct(Work what, Voucher voucher, Random random) {
        switch (what) {
            case CORRECT_AMOUNT -> books().change(voucher.id(), voucher.text(), cost(random));
            case CORRECT_ACCOUNT -> books().change(voucher.id(), voucher.text(), otherAccount(voucher));
            case CORRECT_TEXT -> books().change(voucher.id(), "Rettet " + random.nextInt(1_000), voucher.rows());
            case REDATE -> books().redate(voucher.id(), day(yearOf(voucher), random));
            case TRANSFER -> transfer(voucher, any(books().years(), random), random);
            default -> throw new IllegalArgumentException(what + " corrects nothing");
        }
    }

    private void transfer(Voucher voucher, FiscalYear year, Random random) {
        if (!year.equals(yearOf(voucher))) {
            books().transfer(voucher.id(), day(year, random));
        }
    }

    private void book(String series, LocalDate day, List<VoucherRow> rows) {
        books().add(series, day, "Bokført " + series, rows);
    }

    private void bookTied(Random random) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i <= 2 + random.nextInt(3); i++) {
            entries.add(Entry.of("L", today(), "Lønn " + i, cost(random)));
        }
        books().book(entries);
    }

    private void openYear() {
        if (books().years().get(books().years().size() - 1).holds(today())) {
            books().openYear();
        }
    }

    private void lockYear(FiscalYear year) {
        books().lockYear(year.id(), !year.locked());
    }

    private static void rename(Cards cards, Random random) {
        cards.rename(any(cards.all(), random).id(), "Omdøpt " + random.nextInt(1_000));
    }

    private static void removeCard(Cards cards) {
        if (cards.all().size() > cards.grown().size()) {
            cards.remove(cards.all().get(cards.all().size() - 1).id());
        }
    }

    private void departments(Random random) {
        var departments = company.trade().departments();
        var one = any(departments.all(), random);
        if (one.place() > 3) {
            departments.remove(one.id());
        } else if (random.nextBoolean()) {
            departments.rename(one.id(), "Avdeling " + random.nextInt(1_000));
        } else {
            departments.add("Ny avdeling");
        }
    }

    private Cards cards(Random random) {
        var trade = company.trade();
        return random.nextBoolean() ? trade.customerCards() : trade.supplierCards();
    }

    /** One of the newest, if there is any. */
    private Stream<Voucher> recent(Random random) {
        var newest = books().newest(RECENT);
        return newest.isEmpty() ? Stream.empty() : Stream.of(any(newest, random));
    }

    /** One of all, if there is any. */
    private Stream<Voucher> old(Random random) {
        var all = books().newest(Integer.MAX_VALUE);
        return all.isEmpty() ? Stream.empty() : Stream.of(any(all, random));
    }

    private static List<VoucherRow> otherAccount(Voucher voucher) {
        return voucher.rows().stream()
                .map(row -> row.account() < 3000
                        ? row
                        : new VoucherRow(row.account() == 6800 ? 6300 : 6800, row.debit(), row.credit(), row.text()))
                .toList();
    }

    private static List<VoucherRow> cost(Random random) {
        return pair(random.nextBoolean() ? 6800 : 6300, 1920, random);
    }

    private static List<VoucherRow> pair(int debit, int credit, Random random) {
        long ore = 1L + random.nextInt(1_000_000);
        return List.of(new VoucherRow(debit, ore, 0, null), new VoucherRow(credit, 0, ore, null));
    }

    private FiscalYear yearOf(Voucher voucher) {
        return books().years().stream()
                .filter(year -> year.holds(voucher.date()))
                .findFirst()
                .orElseThrow();
    }

    private FiscalYear current() {
        return books().years().stream()
                .filter(year -> year.holds(today()))
                .findFirst()
                .orElseThrow();
    }

    private LocalDate today() {
        return books().plan().today();
    }

    private static LocalDate day(FiscalYear year, Random random) {
        return year.start().plusDays(random.nextInt(365));
    }

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private Books books() {
        return company.books();
    }
}
