package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.MemoryErp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages that come as they were are not read again, and the books are what they would be if they were. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnownPagesIT {
    /** Twelve vouchers a year by fives, each page but the first with the last one of the page before. */
    private static final int PAGES_A_YEAR = 3;

    private final MemoryFetch books;

    KnownPagesIT(io.vertx.core.Vertx vertx) {
        this.books = new MemoryFetch(new Vertx(vertx));
    }

    @AfterAll
    void close() {
        books.close();
    }

    @Test
    void books_that_nobody_touched_are_known_page_by_page_after_the_first_load() {
        var erp = new MemoryErp(5).book(12);
        var client = books.loaded(erp);

        assertThat(recognised(erp, client)).isEqualTo(2 * PAGES_A_YEAR);

        assertThat(recognised(erp, client)).as("and again").isEqualTo(2 * PAGES_A_YEAR);
        assertThat(held(client)).isEqualTo(truth(erp));
        assertThat(books.one(
                        "SELECT c.documents || ' of ' || c.expected FROM gateway.checkpoints c"
                                + " WHERE c.client_id = $1 AND c.resource = 'vouchers' ORDER BY c.run_id DESC LIMIT 1",
                        client))
                .isEqualTo("24 of 24");
        assertThat(books.one("SELECT verdict FROM gateway.books WHERE client_id = $1", client))
                .isEqualTo("OK");
        assertThat(books.one("SELECT count(to_gen)::text FROM gateway.vouchers WHERE client_id = $1", client))
                .isEqualTo("0");
    }

    @Test
    void one_changed_voucher_makes_one_page_unknown_once() {
        var erp = new MemoryErp(5).book(12);
        var client = books.loaded(erp);
        erp.put(new UUID(2025, 2), LocalDate.of(2025, 1, 3), 2, new BigDecimal("77.00"));

        assertThat(recognised(erp, client)).isEqualTo(2 * PAGES_A_YEAR - 1);

        assertThat(held(client)).isEqualTo(truth(erp));
        assertThat(recognised(erp, client)).as("afterwards").isEqualTo(2 * PAGES_A_YEAR);
    }

    @Test
    void what_has_vanished_is_closed_and_pages_that_nobody_asks_for_are_forgotten() {
        var erp = new MemoryErp(5).book(12);
        var client = books.loaded(erp);
        erp.remove(new UUID(2025, 3));

        assertThat(recognised(erp, client))
                .as("of 2025 all pages begin elsewhere now")
                .isEqualTo(PAGES_A_YEAR);

        assertThat(held(client)).isEqualTo(truth(erp));
        assertThat(books.one("SELECT count(*)::text FROM gateway.known_pages WHERE client_id = $1", client))
                .isEqualTo(Integer.toString(2 * PAGES_A_YEAR));
    }

    @Test
    void a_page_as_it_was_before_a_change_that_is_stored_is_read() {
        var erp = new MemoryErp(5).book(12);
        var client = books.loaded(erp);
        var before = erp.vouchers();
        erp.put(new UUID(2025, 2), LocalDate.of(2025, 1, 3), 2, new BigDecimal("77.00"));
        books.fetch(erp, client, Trigger.SCHEDULE);
        assertThat(held(client)).isEqualTo(truth(erp));

        erp.restore(before);
        books.fetch(erp, client, Trigger.CLICK);

        assertThat(held(client)).isEqualTo(truth(erp));
        assertThat(recognised(erp, client)).as("afterwards").isEqualTo(2 * PAGES_A_YEAR);
    }

    @Test
    void a_stored_hash_that_is_not_what_it_was_makes_its_page_unknown() {
        var erp = new MemoryErp(5).book(12);
        var client = books.loaded(erp);
        var hurt = new UUID(2025, 2);
        assertThat(books.one(
                        "UPDATE gateway.vouchers SET row_hash = row_hash + 1 WHERE client_id = $1 AND voucher_id = '"
                                + hurt
                                + "' RETURNING 'hurt'",
                        client))
                .isEqualTo("hurt");

        books.fetch(erp, client, Trigger.CLICK);

        assertThat(held(client)).isEqualTo(truth(erp));
        assertThat(books.one(
                        "SELECT count(*)::text FROM gateway.vouchers WHERE client_id = $1 AND voucher_id = '" + hurt
                                + "'",
                        client))
                .as("a version in its place")
                .isEqualTo("2");
    }

    /** How many pages a whole fetch did not read. */
    private int recognised(MemoryErp erp, ClientId client) {
        int before = erp.recognised();
        books.fetch(erp, client, Trigger.CLICK);
        return erp.recognised() - before;
    }

    /** What readers see of the vouchers, by hash. */
    private List<String> held(ClientId client) {
        return books.all(
                "SELECT g.voucher_id || ' ' || g.row_hash FROM gateway.vouchers g"
                        + " JOIN ledger.vouchers v USING (client_id, voucher_id)"
                        + " WHERE g.client_id = $1 AND g.to_gen IS NULL ORDER BY 1",
                client);
    }

    private static List<String> truth(MemoryErp erp) {
        return erp.vouchers().stream()
                .map(voucher -> voucher.id() + " " + voucher.rowHash())
                .sorted()
                .toList();
    }
}
