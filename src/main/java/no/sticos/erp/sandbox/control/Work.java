package no.sticos.erp.sandbox.control;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.FiscalYear;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.trade.Cards;
import no.sticos.erp.sandbox.trade.Trade;
import no.sticos.erp.sandbox.universe.Company;

/** What somebody can do in a company's books at the press of a button; each tells what was touched. */
enum Work {
    BOOK("Bokfør et bilag"),
    BACK_DATE("Bokfør et bilag tilbake i tid"),
    BOOK_YEAR_BEFORE("Bokfør et bilag i året før"),
    CHANGE("Endre det nyeste bilaget"),
    CORRECT("Endre beløpet i det nyeste bilaget"),
    MOVE_YEAR_BEFORE("Flytt det nyeste bilaget til året før"),
    DELETE("Slett det nyeste bilaget"),
    LOCK_FORWARD("Flytt låsedatoen en måned fram"),
    LOCK_BACK("Flytt låsedatoen en måned tilbake"),
    LOCK_YEAR("Lås eller åpne året før"),
    OPEN_YEAR("Åpne et nytt regnskapsår"),
    ADD_CUSTOMER("Registrer en kunde"),
    RENAME_CUSTOMER("Gi den nyeste kunden nytt navn"),
    REMOVE_CUSTOMER("Slett den nyeste kunden");

    private static final long NET = 100_000;
    private static final long TAX = 25_000;

    final String title;

    Work(String title) {
        this.title = title;
    }

    static Optional<Work> of(String name) {
        return Arrays.stream(values()).filter(work -> work.name().equals(name)).findFirst();
    }

    String done(Company company) {
        var books = company.books();
        return switch (this) {
            case BOOK -> booked(books, "Kontorrekvisita", today(books));
            case BACK_DATE ->
                booked(books, "Etterslep", notBefore(books, today(books).minusMonths(1)));
            case BOOK_YEAR_BEFORE -> booked(books, "Etterslep", inYearBefore(books));
            case CHANGE -> changed(books, newest(books));
            case CORRECT -> named(books.change(newest(books).id(), "Rettet beløp", purchase(2)));
            case MOVE_YEAR_BEFORE -> named(books.transfer(newest(books).id(), inYearBefore(books)));
            case DELETE -> deleted(books, newest(books));
            case LOCK_FORWARD -> lockMoved(books, 1);
            case LOCK_BACK -> lockMoved(books, -1);
            case LOCK_YEAR -> yearLocked(books, yearBefore(books));
            case OPEN_YEAR -> "Året " + books.openYear().start();
            case ADD_CUSTOMER ->
                customer(company.trade().customerCards().add("Ny kunde AS").number());
            case RENAME_CUSTOMER -> renamed(company.trade());
            case REMOVE_CUSTOMER -> removed(company.trade().customerCards());
        };
    }

    private static String booked(Books books, String text, LocalDate day) {
        return named(books.add("A", day, text, purchase(1)));
    }

    private static LocalDate today(Books books) {
        return books.plan().today();
    }

    /** Never before the first fiscal year. */
    private static LocalDate notBefore(Books books, LocalDate day) {
        var first = books.years().get(0).start();
        return day.isBefore(first) ? first : day;
    }

    /** The year before the one that holds today; the first one if there is none before it. */
    private static FiscalYear yearBefore(Books books) {
        return books.years().stream()
                .filter(year -> year.end().isBefore(today(books)))
                .reduce((earlier, later) -> later)
                .orElse(books.years().get(0));
    }

    private static LocalDate inYearBefore(Books books) {
        return yearBefore(books).end().minusMonths(1);
    }

    private static Voucher newest(Books books) {
        return books.newest(1).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no voucher"));
    }

    private static String changed(Books books, Voucher voucher) {
        return named(books.change(voucher.id(), voucher.text() + " (rettet)", voucher.rows()));
    }

    private static String deleted(Books books, Voucher voucher) {
        books.delete(voucher.id());
        return named(voucher);
    }

    private static String named(Voucher voucher) {
        return "Bilag " + voucher.series() + voucher.number();
    }

    /** A lock ends with a month; without one it begins before the first fiscal year. */
    private static String lockMoved(Books books, int months) {
        var lockedTo = books.lockedTo();
        var from = lockedTo == null ? books.years().get(0).start().minusDays(1) : lockedTo;
        var to = YearMonth.from(from).plusMonths(months).atEndOfMonth();
        books.lockTo(to);
        return "Låsedatoen " + to;
    }

    private static String yearLocked(Books books, FiscalYear year) {
        books.lockYear(year.id(), !year.locked());
        return "Året " + year.start();
    }

    private static String renamed(Trade trade) {
        var newest = trade.customers().get(trade.customers().size() - 1);
        return customer(
                trade.customerCards().rename(newest.id(), newest.name() + " II").number());
    }

    private static String removed(Cards customers) {
        var newest = customers.all().get(customers.all().size() - 1);
        customers.remove(newest.id());
        return customer(newest.number());
    }

    private static String customer(int number) {
        return "Kunde " + number;
    }

    private static List<VoucherRow> purchase(int times) {
        return List.of(
                new VoucherRow(6800, times * NET, 0, null),
                new VoucherRow(2710, times * TAX, 0, null),
                new VoucherRow(1920, 0, times * (NET + TAX), null));
    }
}
