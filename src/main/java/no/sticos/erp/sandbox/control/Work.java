package no.sticos.erp.sandbox.control;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.sandbox.books.Books;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;

/** What somebody can do in a company's books at the press of a button; each gives what was touched. */
enum Work {
    BOOK("Bokfør et bilag"),
    BACK_DATE("Bokfør et bilag tilbake i tid"),
    CHANGE("Endre det nyeste bilaget"),
    DELETE("Slett det nyeste bilaget");

    private static final long NET = 100_000;
    private static final long TAX = 25_000;

    final String title;

    Work(String title) {
        this.title = title;
    }

    static Optional<Work> of(String name) {
        return Arrays.stream(values()).filter(work -> work.name().equals(name)).findFirst();
    }

    Voucher done(Books books) {
        return switch (this) {
            case BOOK -> books.add("A", today(books), "Kontorrekvisita", purchase());
            case BACK_DATE -> books.add("A", monthAgo(books), "Etterslep", purchase());
            case CHANGE -> changed(books, newest(books));
            case DELETE -> deleted(books, newest(books));
        };
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
