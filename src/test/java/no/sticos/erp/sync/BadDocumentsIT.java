package no.sticos.erp.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import no.sticos.erp.events.ChangePage;
import no.sticos.erp.events.Span;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.LedgerChanges;
import no.sticos.erp.sandbox.books.Voucher;
import no.sticos.erp.sandbox.books.VoucherRow;
import no.sticos.erp.sandbox.faults.Alteration;
import no.sticos.erp.sandbox.faults.Misbehaviour;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.testing.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One document that cannot be read is set aside; one that is merely wrong is kept as it is and named. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadDocumentsIT {
    private static final int FIRST_PAGE = 1;
    private static final int THIRD = 2;

    private final Site site;
    private final String vouchers;
    private final String lastYear;
    private final String thisYear;
    private final Voucher.Booked odd;

    BadDocumentsIT(io.vertx.core.Vertx vertx) {
        this.site = new Site(
                new Vertx(vertx),
                CompanyPlan.of("Blåfjell Bygg AS", "974760673", 60).years(2));
        var year = site.books().years().get(1);
        this.vouchers = "/v2/vouchers/" + year.id();
        this.lastYear = "vouchers/" + site.books().years().get(0).start();
        this.thisYear = "vouchers/" + year.start();
        this.odd = site.books()
                .add(
                        "X",
                        year.start().plusDays(40),
                        "Rart bilag",
                        List.of(new VoucherRow(6800, 10_000, 0, null), new VoucherRow(1920, 0, 10_000, null)));
    }

    @AfterAll
    void close() {
        site.close();
    }

    @AfterEach
    void behave() {
        site.sandbox().faults().clear();
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments(Alteration.MISSING_ID, "missing Id"),
                arguments(Alteration.STRANGE_ID, "bad Id"),
                arguments(Alteration.MISSING_DATE, "missing VoucherDate"),
                arguments(Alteration.IMPOSSIBLE_DATE, "bad VoucherDate"),
                arguments(Alteration.AMOUNT_TEXT, "bad DebitAmount"),
                arguments(Alteration.LARGE_TEXT, "document longer than its bound"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void a_document_that_cannot_be_read_keeps_its_version_and_the_products_are_told(Alteration how, String reason) {
        var client = fetched(site.newClient());
        var model = new ReadModel(site.database(), client);
        var before = model.views();

        site.sandbox().faults().when(vouchers).page(FIRST_PAGE).then(Misbehaviour.altered(THIRD, how));
        site.ask(client);
        fetched(client);

        assertThat(model.run()).isEqualTo("PARTIAL notUnderstood");
        assertThat(model.lines("SELECT reason FROM gateway.unreadable_documents WHERE client_id = $1"))
                .containsExactly(reason);
        assertThat(model.views()).isEqualTo(before);
        assertThat(model.events()).endsWith("4 generation 3 4");
        var told = Await.result(new LedgerChanges(site.database()).summary(client, 4));
        assertThat(told.result() + " " + told.reason()).isEqualTo("PARTIAL notUnderstood");
        assertThat(told.coverage()).contains("accounts", lastYear).doesNotContain(thisYear);
        assertThat(check(model, 4, "C8")).isEqualTo("HOLDS");

        site.sandbox().faults().clear();
        site.ask(client);
        fetched(client);

        assertThat(model.run()).isEqualTo("DONE");
        var healed = Await.result(new LedgerChanges(site.database()).summary(client, 5));
        assertThat(healed.result() + " " + healed.verdict()).isEqualTo("DONE OK");
        assertThat(healed.coverage()).contains(thisYear);
        assertThat(model.views()).isEqualTo(before);
    }

    @Test
    void what_was_set_aside_in_a_first_load_is_lacking_until_it_can_be_read() {
        site.sandbox()
                .faults()
                .when(vouchers)
                .page(FIRST_PAGE)
                .then(Misbehaviour.altered(THIRD, Alteration.MISSING_DATE));
        var client = fetched(site.newClient());
        var model = new ReadModel(site.database(), client);

        assertThat(model.lines(
                        "SELECT gen || ' ' || result FROM gateway.generations WHERE client_id = $1 ORDER BY gen"))
                .containsExactly("1 DONE", "2 PARTIAL", "3 PARTIAL");
        assertThat(Await.result(new LedgerChanges(site.database()).summary(client, 3))
                        .coverage())
                .doesNotContain(thisYear);

        site.sandbox().faults().clear();
        site.ask(client);
        fetched(client);

        assertThat(model.run()).isEqualTo("DONE");
        assertThat(model.views()).isEqualTo(site.truth());
    }

    @Test
    void a_voucher_that_does_not_balance_is_kept_and_named_with_its_figures() {
        var model = wrong("\"DebitAmount\":100\\.00", "\"DebitAmount\":101.00");

        assertThat(deviations(model, "C1")).containsExactly(odd.id() + " - 0 1.00 1.00");
        assertThat(deviations(model, "C3")).contains("- 6800 1.00");
    }

    @Test
    void three_decimals_are_kept_and_named() {
        var model = wrong("\"DebitAmount\":100\\.00", "\"DebitAmount\":100.125");

        assertThat(deviations(model, "C2")).containsExactly(odd.id() + " 6800 100.125 0.00 -100.125");
        assertThat(deviations(model, "C1")).containsExactly(odd.id() + " - 0 0.125 0.125");
    }

    @Test
    void an_account_that_is_not_in_the_chart_is_kept_and_named() {
        var model = wrong("\"AccountNumber\":6800", "\"AccountNumber\":9999");

        assertThat(deviations(model, "C10")).containsExactly(odd.id() + " 9999 - - -");
        assertThat(deviations(model, "C3")).contains("- 9999 100.00", "- 6800 -100.00");
    }

    @Test
    void what_nobody_has_seen_before_is_kept_and_reaches_the_products() {
        var model =
                wrong("\"VoucherType\":2,", "\"VoucherType\":999,\"Nyhet\":{\"Verdi\":[1,2.50],\"Beløp\":\"<æøå>\"},");

        assertThat(model.lines("SELECT verdict FROM gateway.books WHERE client_id = $1"))
                .containsExactly("OK");
        assertThat(sent(model.client()))
                .filteredOn(document -> document.contains("\"id\":\"" + odd.id()))
                .singleElement()
                .asString()
                .contains("\"voucherType\":999", "\"nyhet\": {\"verdi\": [1, 2.50], \"beløp\": \"<æøå>\"}");
    }

    /** The books of a client whose odd voucher comes like this; they are what Visma gave. */
    private ReadModel wrong(String pattern, String replacement) {
        site.sandbox().faults().when("/v2/vouchers*").then(spoilt(odd.id(), pattern, replacement));
        var model = new ReadModel(site.database(), fetched(site.newClient()));
        assertThat(model.run()).isEqualTo("DONE");
        assertThat(model.views()).isEqualTo(site.truth());
        return model;
    }

    private static Misbehaviour spoilt(UUID id, String pattern, String replacement) {
        return (call, honest, scheduler) -> honest.answer().map(reply -> {
            var page = reply.body().toString();
            int start = page.indexOf("{\"Id\":\"" + id);
            return start < 0
                    ? reply
                    : reply.with(Buffer.buffer(
                            page.substring(0, start) + page.substring(start).replaceFirst(pattern, replacement)));
        });
    }

    @Test
    void what_nobody_has_seen_before_in_a_row_stands_beside_what_is_known_of_it() {
        var model = wrong("\"AccountNumber\":6800", "\"Radnyhet\":{\"Beløp\":2.50},\"AccountNumber\":6800");

        assertThat(sent(model.client()))
                .filteredOn(document -> document.contains("\"id\":\"" + odd.id()))
                .singleElement()
                .satisfies(document -> assertThat(new JsonObject(document)
                                .getJsonArray("rows").stream()
                                        .map(JsonObject.class::cast)
                                        .filter(row -> row.getInteger("accountNumber") == 6800)
                                        .map(row -> row.getString("debitAmount")
                                                + row.getJsonObject("radnyhet").encode()))
                        .containsExactly("100.00{\"beløp\":2.5}"));
    }

    private List<String> sent(ClientId client) {
        var documents = new ArrayList<String>();
        var changes = new LedgerChanges(site.database());
        ChangePage.Cursor after = null;
        do {
            var page = Await.result(changes.changes(new Span(site.firm().tenant(), client, 0, 3), after, 1 << 20));
            page.changes().forEach(change -> documents.add(String.valueOf(change.document())));
            after = page.next();
        } while (after != null);
        return documents;
    }

    @CanIgnoreReturnValue
    private ClientId fetched(ClientId client) {
        site.finish(site.restless(site.source(Site.reading(20))), client);
        return client;
    }

    private static String check(ReadModel model, int gen, String id) {
        return model.lines("SELECT outcome FROM gateway.proof_checks WHERE client_id = $1 AND gen = " + gen
                        + " AND check_id = '" + id + "'")
                .get(0);
    }

    /** Voucher, account and figures; for C3 account and difference. */
    private static List<String> deviations(ReadModel model, String check) {
        var figures = check.equals("C3")
                ? "difference"
                : "coalesce(expected::text, '-') || ' ' || coalesce(found::text, '-') || ' ' || coalesce(difference::text, '-')";
        return model.lines("SELECT coalesce(voucher_id::text, '-') || ' ' || coalesce(account::text, '-') || ' ' || "
                + figures + " FROM gateway.deviations WHERE client_id = $1 AND gen = 3 AND check_id = '" + check + "'");
    }
}
