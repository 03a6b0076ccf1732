package no.sticos.erp.sandbox.control;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;

/** What somebody can do in a company's books at the press of a button; each gives what was touched. */
enum Work {
    BOOK("Bokfør et bilag", books -> books.add("A", today(books), "Kontorrekvisita", purchase())),
    BACK_DATE("Bokfør et bilag tilbake i tid", books -> books.add("A", monthAgo(books), "Etterslep", purchase())),
    CHANGE("Endre det nyeste bilaget", books -> changed(books, newest(books))),
    DELETE("Slett det nyeste bilaget", books -> deleted(books, newest(books)));

    private static final long NET = 100_000;
    private static final long TAX = 25_000;

    final String title;
    private final Function<Books, Voucher> act;

    Work(String title, Function<Books, Voucher> act) {
        this.title = title;
        this.act = act;
    }

    static Optional<Work> of(String name) {
        return Arrays.stream(values()).filter(work -> work.name().equals(name)).findFirst();
    }

    Voucher done(Books books) {
        return act.apply(books);
    }

    private static LocalDate today(Books books) {
        return books.plan().today();
    }

    /** Never before the first fiscal year. */
    private static LocalDate monthAgo(Books books) {
        var first = books.years().get(0).start();
        var day = today(books).minusMonths(1);
        return day.isBefore(first) ? first : day;
    }

    private static Voucher newest(Books books) {
        return books.newest(1).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no voucher"));
    }

    private static Voucher changed(Books books, Voucher voucher) {
        return books.change(voucher.id(), voucher.text() + " (rettet)", voucher.rows());
    }

    private static Voucher deleted(Books books, Voucher voucher) {
        books.delete(voucher.id());
        return voucher;
    }

    private static List<VoucherRow> purchase() {
        return List.of(
                new VoucherRow(6800, NET, 0, null),
                new VoucherRow(2710, TAX, 0, null),
                new VoucherRow(1920, 0, NET + TAX, null));
    }
}
