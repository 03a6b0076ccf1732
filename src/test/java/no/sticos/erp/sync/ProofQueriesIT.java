package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.ProofQueries;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import no.sticos.erp.testing.StubBooks;
import no.sticos.erp.testing.StubBooks.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The proof per account and year, and the vouchers that a difference leads to. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofQueriesIT {
    private final StubFetch gateway;
    private final ProofQueries queries;
    private StubBooks books;

    ProofQueriesIT(io.vertx.core.Vertx core) {
        this.gateway = new StubFetch(new Vertx(core));
        this.queries = new ProofQueries(gateway.database());
        this.books = new StubBooks(gateway.begin(), 2025, 2026);
    }

    @BeforeEach
    void someBooks() {
        books = new StubBooks(gateway.begin(), 2025, 2026)
                .opens(1920, "1000.00")
                .opens(2050, "-1000.00");
        books.move("A1", "2025-03-01", 6300, 1920, "100.00");
        books.move("A1", "2026-03-01", 6300, 1920, "20.00");
        books.lie("2026-12-31", 1920, "0.50");
        books.silence("2025-12-31");
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void each_account_of_each_year_has_its_verdict() {
        fetch();
        assertThat(lines())
                .containsExactly(
                        "2026 1920 UNKNOWN 880.50 -20.00 -900.50",
                        "2026 2050 UNKNOWN -1000.00 0 1000.00",
                        "2026 6300 OK 20.00 20.00 0.00",
                        "2025 1920 UNKNOWN null 900.00 900.00",
                        "2025 2050 UNKNOWN null -1000.00 -1000.00",
                        "2025 6300 UNKNOWN null 100.00 100.00");
    }

    @Test
    void a_deviating_account_is_told_with_both_figures() {
        books.speak("2025-12-31");
        fetch();

        assertThat(lines())
                .contains("2026 1920 DEVIATION 880.50 880.00 -0.50", "2026 6300 OK 20.00 20.00 0.00")
                .contains("2025 1920 OK 900.00 900.00 0.00", "2025 6300 OK 100.00 100.00 0.00");
        assertThat(gateway.rows(
                        "start_date, account, difference",
                        "(SELECT * FROM ledger.proof_by_account WHERE verdict = 'DEVIATION') p"))
                .containsExactly("2026-01-01 1920 -0.50");
    }

    @Test
    void before_a_year_is_whole_nothing_is_said_of_it() {
        books.speak("2025-12-31");
        books.serve();
        gateway.fetch();
        assertThat(lines()).allMatch(line -> line.contains("UNKNOWN"));

        gateway.fetch();
        assertThat(lines()).filteredOn(line -> line.startsWith("2025")).allMatch(line -> line.contains("UNKNOWN"));
        assertThat(lines()).filteredOn(line -> line.startsWith("2026")).noneMatch(line -> line.contains("UNKNOWN"));
    }

    @Test
    void a_difference_leads_to_the_vouchers_that_could_explain_it() {
        books.move("B1", "2026-04-01", 1500, 1920, "40.00");
        books.move("B2", "2026-04-02", 1920, 1500, "20.00");
        books.move("B3", "2026-04-03", 1920, 1500, "80.00");
        books.book("B4", "2026-04-04", Row.of(1920, "15.00"), Row.of(1920, "25.00"), Row.of(1500, "-40.00"));
        for (int number = 5; number <= 15; number++) {
            books.move("B" + number, "2026-05-01", 1920, 1500, number + ".00");
        }
        books.move("B16", "2025-04-01", 1500, 1920, "40.00");
        books.move("B17", "2026-04-01", 1500, 1510, "40.00");
        fetch();

        var near = nearest(gateway.firm().tenant(), "-40.00");
        assertThat(near).hasSize(10);
        assertThat(near.subList(0, 5))
                .containsExactlyInAnyOrder(
                        "B1 -40.00 SAME_AMOUNT",
                        "B4 40.00 SAME_AMOUNT",
                        "A1 -20.00 HALF",
                        "B2 20.00 HALF",
                        "B3 80.00 DOUBLE");
        assertThat(near.subList(5, 10))
                .containsExactly(
                        "B15 15.00 NEWEST",
                        "B14 14.00 NEWEST",
                        "B13 13.00 NEWEST",
                        "B12 12.00 NEWEST",
                        "B11 11.00 NEWEST");

        books.renumber("B5", "B18");
        books.serve();
        gateway.fetch();
        assertThat(nearest(gateway.firm().tenant(), "0.33").get(0))
                .as("what changed last comes first")
                .isEqualTo("B18 5.00 NEWEST");
    }

    @Test
    void another_firm_sees_nothing() {
        fetch();
        var stranger = new Firm(gateway.database()).tenant();

        assertThat(Await.result(queries.byAccount(stranger, gateway.client()))).isEmpty();
        assertThat(nearest(stranger, "20.00")).isEmpty();
        assertThat(nearest(gateway.firm().tenant(), "20.00")).isNotEmpty();
    }

    private void fetch() {
        books.serve();
        gateway.fetchWhole();
    }

    private List<String> lines() {
        return Await.result(queries.byAccount(gateway.firm().tenant(), gateway.client())).stream()
                .map(line -> line.yearStart().getYear() + " " + line.account() + " " + line.verdict() + " "
                        + line.expected() + " " + line.found() + " " + line.difference())
                .toList();
    }

    private List<String> nearest(TenantId tenant, String difference) {
        return Await.result(queries.nearest(
                        tenant, gateway.client(), LocalDate.of(2026, 1, 1), 1920, new BigDecimal(difference)))
                .stream()
                .map(voucher -> voucher.number() + " " + voucher.amount() + " " + voucher.why())
                .toList();
    }
}
