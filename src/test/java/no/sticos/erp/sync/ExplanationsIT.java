package no.sticos.erp.sync;

import static no.sticos.erp.testing.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.db.Sql;
import no.sticos.erp.events.ChangePage;
import no.sticos.erp.events.Span;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.AccountExplanation;
import no.sticos.erp.ledger.AccountExplanation.Place;
import no.sticos.erp.ledger.Explanations;
import no.sticos.erp.ledger.Explanations.Asked;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.ledger.VoucherExplanation;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Firm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a balance to its rows, to a voucher, to where it came from: over a whole fetch of a sandbox company. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplanationsIT {
    private static final int RECEIVABLES = 1500;

    private final Site site;
    private final Explanations explanations;
    private final LocalDate year;

    ExplanationsIT(io.vertx.core.Vertx vertx) {
        this.site = new Site(new Vertx(vertx), CompanyPlan.of("Forklart AS", "974760673", 700));
        this.explanations = new Explanations(site.database());
        this.year = site.books().years().get(1).start();
    }

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void a_balance_is_the_sum_of_its_rows_and_equals_vismas_own() {
        var client = fetched();

        var first = account(client, null, null);

        assertThat(first.name()).isNotBlank();
        assertThat(first.whole()).isTrue();
        assertThat(first.closing()).isEqualByComparingTo(first.visma());
        assertThat(first.opening().add(first.debit()).subtract(first.credit())).isEqualByComparingTo(first.closing());
        assertThat(first.generation().isEarlier()).isFalse();
        assertThat(first.rows()).hasSizeLessThanOrEqualTo(AccountExplanation.MOST_ROWS);
    }

    @Test
    void all_rows_of_an_account_come_page_by_page_each_once_and_add_up() {
        for (int i = 0; i < 2 * AccountExplanation.MOST_ROWS; i++) {
            assertThat(book(year.plusDays(i % 7), 100)).isNotNull();
        }
        var client = fetched();
        var balance = account(client, null, null);
        var seen = new HashSet<UUID>();
        var sum = balance.opening();
        int rows = 0;
        int pages = 0;
        for (var page = balance; ; page = account(client, null, again(page.next()))) {
            assertThat(page.rows()).isSortedAccordingTo((a, b) -> b.date().compareTo(a.date()));
            for (var row : page.rows()) {
                sum = sum.add(row.amount());
                seen.add(row.voucher());
            }
            rows += page.rows().size();
            pages++;
            if (page.next() == null) {
                break;
            }
        }

        assertThat(pages).isGreaterThan(2);
        assertThat(sum).isEqualByComparingTo(balance.closing());
        assertThat(rows).isEqualTo(balance.debitRows() + balance.creditRows());
        assertThat(seen).hasSizeGreaterThan(2 * AccountExplanation.MOST_ROWS);
    }

    @Test
    void a_voucher_tells_its_versions_and_is_shown_as_each_generation_had_it() {
        var id = book(year.plusDays(9), 12_345);
        var client = fetched();
        assertThat(site.books().change(id, "Rettet", rows(54_321))).isNotNull();
        again(client);
        assertThat(site.books().change(id, "Bare teksten", rows(54_321))).isNotNull();
        again(client);
        note(client, 4, "/v2/vouchers?$filter=x");

        var now = voucher(client, id, null);
        var before = voucher(client, id, 3);

        assertThat(now.versions())
                .as("the first came with the second or the third stage")
                .extracting(version ->
                        Math.max(version.fromGen(), 3) + " " + version.toGen() + " " + version.booksChanged())
                .containsExactly("5 null false", "4 5 true", "3 4 false");
        assertThat(now.isGone()).isFalse();
        assertThat(now.shown().fromGen()).isEqualTo(5);
        assertThat(before.shown()).isEqualTo(now.versions().get(2));
        assertThat(before.rows().get(0).debit()).isEqualByComparingTo("123.45");
        assertThat(now.rows().get(0).debit()).isEqualByComparingTo("543.21");
        assertThat(now.rows().get(0).yearStart()).isEqualTo(year);
        assertThat(now.versions().get(1).request()).isEqualTo("/v2/vouchers?$filter=x");
        assertThat(now.versions().get(1).readAt()).isEqualTo(Instant.parse("2026-02-01T10:00:00Z"));
        assertThat(now.versions())
                .allSatisfy(version -> assertThat(version.publishedAt()).isNotNull());
        assertThat(account(client, 3, null).closing())
                .as("the balance of an earlier generation")
                .isEqualByComparingTo(account(client, null, null).closing().subtract(new BigDecimal("419.76")));
    }

    @Test
    void a_voucher_is_explained_in_the_words_in_which_products_receive_it() {
        var id = book(year.plusDays(11), 777);
        var client = fetched();

        var document = new JsonObject(voucher(client, id, null).document());

        assertThat(new JsonObject(sent(client, id))).isEqualTo(document);
    }

    @Test
    void what_does_not_exist_and_what_is_another_firms_is_not_found() {
        var id = book(year.plusDays(12), 888);
        var client = fetched();
        var own = site.firm().tenant();
        var other = new Firm(site.database()).tenant();

        assertThat(missing(own, client, new Asked(99, year, RECEIVABLES, null))).isTrue();
        assertThat(missing(own, client, new Asked(null, year.plusDays(1), RECEIVABLES, null)))
                .isTrue();
        assertThat(missing(own, client, new Asked(null, year, 4_711_004, null))).isTrue();
        assertThat(missing(other, client, new Asked(null, year, RECEIVABLES, null)))
                .isTrue();
        assertThat(missing(own, client, new Asked(null, year, RECEIVABLES, null)))
                .isFalse();
        assertThat(Fault.is(Await.error(explanations.voucher(other, client, id, null)), Cause.NOT_FOUND))
                .isTrue();
        assertThat(Fault.is(Await.error(explanations.voucher(own, client, new UUID(1, 2), null)), Cause.NOT_FOUND))
                .isTrue();
    }

    /** The voucher as a product with nothing receives it, page by page. */
    private String sent(ClientId client, UUID id) {
        var changes = new LedgerChanges(site.database());
        var span = new Span(site.firm().tenant(), client, 0, 3);
        var place = new ChangePage.Cursor("vouchers", "opened/0/-1");
        while (place != null) {
            var page = result(changes.changes(span, place, 1 << 20));
            for (var change : page.changes()) {
                if (change.key().equals(id.toString())) {
                    return String.valueOf(change.document());
                }
            }
            place = page.next();
        }
        throw new AssertionError("not sent: " + id);
    }

    private boolean missing(TenantId tenant, ClientId client, Asked asked) {
        return result(explanations
                .account(tenant, client, asked)
                .map(found -> false)
                .onErrorReturn(error -> Fault.is(error, Cause.NOT_FOUND)));
    }

    /** A place goes through an address. */
    private static @Nullable Place again(@Nullable Place place) {
        return place == null ? null : Place.read(place.toString());
    }

    private AccountExplanation account(ClientId client, @Nullable Integer gen, @Nullable Place after) {
        return result(explanations.account(site.firm().tenant(), client, new Asked(gen, year, RECEIVABLES, after)));
    }

    private VoucherExplanation voucher(ClientId client, UUID id, @Nullable Integer gen) {
        return result(explanations.voucher(site.firm().tenant(), client, id, gen));
    }

    private UUID book(LocalDate date, long minor) {
        return site.books().add("F", date, "Forklart", rows(minor)).id();
    }

    private static List<VoucherRow> rows(long minor) {
        return List.of(new VoucherRow(RECEIVABLES, minor, 0, "Rad"), new VoucherRow(2400, 0, minor, null));
    }

    private ClientId fetched() {
        var client = site.newClient();
        site.finish(site.node("first", site.database()), client);
        assertThat(new ReadModel(site.database(), client).generation()).isEqualTo(3);
        return client;
    }

    private void again(ClientId client) {
        site.ask(client);
        site.finish(site.node("next", site.database()), client);
    }

    /** Notes which page brought a generation's vouchers, as a run does. */
    private void note(ClientId client, int gen, String request) {
        var sql =
                """
                INSERT INTO gateway.landed_pages
                       (client_id, resource, gen, first_doc, docs, run_id, request, read_at)
                SELECT client_id, 'vouchers', from_gen, min(doc), count(*), 1, $3, '2026-02-01 10:00Z'
                  FROM gateway.vouchers
                 WHERE client_id = $1 AND from_gen = $2
                 GROUP BY client_id, from_gen
                ON CONFLICT (client_id, resource, gen, first_doc) DO UPDATE
                   SET request = excluded.request, read_at = excluded.read_at""";
        int rows =
                result(site.database().forGateway(tx -> tx.count(new Sql("test", sql), client.value(), gen, request)));
        assertThat(rows).isEqualTo(1);
    }
}
