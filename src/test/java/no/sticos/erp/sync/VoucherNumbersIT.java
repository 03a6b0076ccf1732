package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.BooksQueries;
import no.sticos.erp.ledger.NumberSeries;
import no.sticos.erp.ledger.NumberSeries.Place;
import no.sticos.erp.ledger.VoucherNumbers;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.StubBooks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Voucher numbers: what is missing or there twice, and what people say of it. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VoucherNumbersIT {
    private static final Person KARI = new Person("kari-1", "Kari Lunde");
    private static final LocalDate THIS_YEAR = LocalDate.of(2026, 1, 1);

    private final StubFetch gateway;
    private final VoucherNumbers numbers;
    private final GapNotes notes;
    private StubBooks books;

    VoucherNumbersIT(io.vertx.core.Vertx core) {
        this.gateway = new StubFetch(new Vertx(core));
        this.numbers = new VoucherNumbers(gateway.database());
        this.notes = new GapNotes(gateway.database(), new Clients(gateway.database()));
        this.books = new StubBooks(gateway.begin(), 2025, 2026);
    }

    @BeforeEach
    void emptyBooks() {
        books = new StubBooks(gateway.begin(), 2025, 2026);
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    static Stream<Arguments> series() {
        return Stream.of(
                arguments("A1 A2 A3", "A1 A2", "", "each year begins anew"),
                arguments("A1 A2", "A3 A4", "", "the series goes on over the years"),
                arguments("A1 A2", "A4 A5", "2026 A 3-3", "the first of a series that goes on is missing"),
                arguments("A1 A2 A3", "A2 A3", "2026 A 1-1", "the first of a year that begins anew is missing"),
                arguments("A2 A3", "A1", "2025 A 1-1", "the very first is missing"),
                arguments("A1 A5 B1 B2", "", "2025 A 2-4", "each series by itself"),
                arguments("A1 A2", "A1 A999999999999999", "2026 A 2-999999999999998", "however many"),
                arguments("A1 A4 A4", "A2 A1", "2025 A 2-3", "in whatever order, and twice"),
                arguments("1 2 4", "1", "2025  3-3", "without a series"),
                arguments("A1 Axx A3", "", "2025 A 2-2", "what is no number is not guessed"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("series")
    void gaps_are_found_per_series_and_year(String lastYear, String thisYear, String gaps, String why) {
        book(lastYear, 2025);
        book(thisYear, 2026);

        fetch();

        assertThat(found()).as(why).isEqualTo(gaps);
        assertThat(gateway.check("C7")).startsWith(gaps.isEmpty() ? "HOLDS WARN" : "DEVIATES WARN");
    }

    @Test
    void a_series_is_told_with_its_ends_its_count_and_what_could_not_be_read() {
        book("A1 A2 A7 Axx", 2026);

        fetch();

        assertThat(list()).singleElement().satisfies(series -> assertThat(
                        series.series() + " " + series.yearStart() + " " + series.yearEnd()
                                + " " + series.first() + " " + series.last() + " " + series.vouchers() + " "
                                + series.unreadable() + " " + series.openGaps())
                .isEqualTo("A 2026-01-01 2026-12-31 1 7 4 1 1"));
    }

    @Test
    void a_number_that_two_vouchers_have_is_an_error_with_both_of_them_named() {
        var one = books.move("A1", "2026-02-01", 1920, 3000, "1.00");
        var two = books.move("A1", "2026-02-02", 1920, 3000, "2.00");
        books.move("A1", "2025-02-02", 1920, 3000, "2.00");

        fetch();

        assertThat(gateway.check("C7-duplicates")).isEqualTo("DEVIATES ERROR 1 3");
        assertThat(list().get(0).duplicates())
                .containsExactly(
                        new NumberSeries.Duplicate(place(1, 1), one, LocalDate.of(2026, 2, 1)),
                        new NumberSeries.Duplicate(place(1, 1), two, LocalDate.of(2026, 2, 2)));
        assertThat(gateway.generation("b.verdict")).isEqualTo("DEVIATION");
    }

    @Test
    void books_without_a_number_have_no_gaps() {
        book("x y", 2026);

        fetch();

        assertThat(gateway.check("C7")).isEqualTo("NOT_APPLICABLE WARN 0 0 noNumbers");
        assertThat(gateway.check("C7-duplicates")).isEqualTo("NOT_APPLICABLE ERROR 0 0 noNumbers");
    }

    @Test
    void gaps_are_named_up_to_a_thousand_and_counted_all() {
        Stream.iterate(1, number -> number + 2)
                .limit(1_101)
                .forEach(number -> books.move("A" + number, "2026-02-01", 1920, 3000, "1.00"));

        fetch();

        assertThat(list().get(0).gaps()).hasSize(1_000);
        assertThat(list().get(0).openGaps()).isEqualTo(1_100);
        assertThat(gateway.check("C7")).isEqualTo("DEVIATES WARN 1101 2201");
    }

    @Test
    void a_note_explains_a_gap_and_a_changed_one_keeps_the_old() {
        book("A1 A4 A6", 2026);
        fetch();
        assertThat(shown()).isEqualTo("DEVIATES 3 5 null");

        Await.done(note(place(2, 3), "  Makulert av kunden \n"));
        assertThat(shown()).isEqualTo("DEVIATES 4 5 A 5");

        Await.done(note(place(5, 5), "Feilført"));
        Await.done(note(place(5, 5), "Feilført, se bilag A6"));
        assertThat(shown()).isEqualTo("HOLDS 5 5 null");
        assertThat(list().get(0).openGaps()).isZero();
        assertThat(list().get(0).gaps())
                .extracting(gap -> gap.notes().stream()
                        .map(note -> note.author() + ": " + note.text())
                        .toList())
                .containsExactly(
                        List.of("Kari Lunde: Makulert av kunden"),
                        List.of("Kari Lunde: Feilført, se bilag A6", "Kari Lunde: Feilført"));
        assertThat(gateway.rows("action, actor, outcome", "gateway.audit_lines"))
                .containsExactly("gap_explained kari-1 DONE", "gap_explained kari-1 DONE", "gap_explained kari-1 DONE");
    }

    @Test
    void a_gap_that_shrinks_stays_explained_and_one_that_grows_does_not() {
        book("A1 A4 A6 A7 A8", 2026);
        fetch();
        Await.done(note(place(2, 3), "Makulert"));
        Await.done(note(place(5, 5), "Makulert"));

        book("A3", 2026);
        books.renumber("A6", "A9");
        books.serve();
        gateway.fetch();

        assertThat(found()).isEqualTo("2026 A 2-2, 2026 A 5-6");
        assertThat(list().get(0).gaps())
                .extracting(NumberSeries.Gap::isExplained)
                .containsExactly(true, false);
        assertThat(list().get(0).gaps().get(1).notes()).hasSize(1);
    }

    static Stream<Arguments> badNotes() {
        return Stream.of(arguments(""), arguments(" \t\n "), arguments("x".repeat(501)), arguments("a\0b"));
    }

    @ParameterizedTest
    @MethodSource("badNotes")
    void a_note_that_says_nothing_or_too_much_is_refused_and_changes_nothing(String text) {
        book("A1 A3", 2026);
        fetch();

        assertThat(refused(note(place(2, 2), text))).isEqualTo(Cause.NOTE_LENGTH);

        assertThat(gateway.rows("note", "gateway.voucher_gap_notes")).isEmpty();
        assertThat(gateway.rows("action", "gateway.audit_lines")).isEmpty();
        Await.done(note(place(2, 2), "😀".repeat(500)));
        assertThat(gateway.rows("char_length(note)", "gateway.voucher_gap_notes"))
                .containsExactly("500");
    }

    @Test
    void a_note_belongs_to_a_gap_that_is_there() {
        book("A1 A4", 2026);
        fetch();

        assertThat(refused(note(place(2, 2), "En del av et hull"))).isEqualTo(Cause.GAP_GONE);
        assertThat(refused(note(new Place(THIS_YEAR, "B", 2, 3), "En annen serie")))
                .isEqualTo(Cause.GAP_GONE);
        assertThat(refused(note(new Place(THIS_YEAR.minusYears(1), "A", 2, 3), "Et annet år")))
                .isEqualTo(Cause.GAP_GONE);
        assertThat(gateway.rows("note", "gateway.voucher_gap_notes")).isEmpty();
        assertThat(gateway.rows("action", "gateway.audit_lines")).isEmpty();
    }

    @Test
    void another_firm_sees_and_says_nothing_and_nobody_rewrites_a_note() {
        book("A1 A3", 2026);
        fetch();
        Await.done(note(place(2, 2), "Makulert"));
        var stranger = new Firm(gateway.database()).tenant();

        assertThat(Await.result(numbers.list(stranger, gateway.client()))).isEmpty();
        assertThat(refused(notes.add(stranger, gateway.client(), place(2, 2), "Hei", KARI)))
                .isEqualTo(Cause.NOT_FOUND);
        assertThat(refused(inside(stranger, gateway.client())))
                .as("by the database alone")
                .isEqualTo(Cause.GAP_GONE);
        assertThat(Await.error(gateway.database()
                        .forTenant(
                                gateway.firm().tenant(),
                                tx -> tx.count(new Sql("test", "UPDATE gateway.voucher_gap_notes SET note = 'x'")))))
                .isNotNull();
        assertThat(gateway.rows("note", "gateway.voucher_gap_notes")).containsExactly("Makulert");
    }

    private Completable inside(TenantId tenant, ClientId client) {
        return gateway.database()
                .forTenant(tenant, tx -> VoucherNumbers.note(tx, client, place(2, 2), "Hei", "x", "X"))
                .ignoreElement();
    }

    private void book(String all, int year) {
        for (var number : all.split(" ")) {
            if (!number.isEmpty()) {
                books.move(number, year + "-02-01", 1920, 3000, "1.00");
            }
        }
    }

    private void fetch() {
        books.serve();
        gateway.fetchWhole();
    }

    private Completable note(Place gap, String text) {
        return notes.add(gateway.firm().tenant(), gateway.client(), gap, text, KARI);
    }

    private static Cause refused(Completable work) {
        return ((Fault) Await.error(work.toSingleDefault(true))).reason();
    }

    private List<NumberSeries> list() {
        return Await.result(numbers.list(gateway.firm().tenant(), gateway.client()));
    }

    private String found() {
        return String.join(
                ", ",
                list().stream()
                        .flatMap(series -> series.gaps().stream())
                        .map(NumberSeries.Gap::place)
                        .map(at -> at.yearStart().getYear() + " " + at.series() + " " + at.from() + "-" + at.to())
                        .toList());
    }

    /** The check as the page shows it. */
    private String shown() {
        var figures = Await.result(
                new BooksQueries(gateway.database()).figures(gateway.firm().tenant(), gateway.client()));
        return figures.checks().stream()
                .filter(check -> check.id().equals("C7"))
                .map(check -> check.outcome() + " " + check.passed() + " " + check.checked() + " " + check.detail())
                .findFirst()
                .orElseThrow();
    }

    private static Place place(long from, long to) {
        return new Place(THIS_YEAR, "A", from, to);
    }
}
