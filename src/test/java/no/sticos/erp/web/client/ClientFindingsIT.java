package no.sticos.erp.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person must look at: missing numbers, changes in locked periods, vanished vouchers; over real HTTP. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientFindingsIT {
    private static final String FJELL = "974760673";
    private static final Pattern REFERENCE = Pattern.compile("[2-9A-Z]{4}-[0-9]{2}");

    private final Portal portal;

    ClientFindingsIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /locked-changes",
                "GET /voucher-numbers",
                "POST /voucher-numbers/notes",
                "GET /vanished",
                "POST /vanished/accept"
            })
    void another_firms_client_is_not_found_and_nothing_changes(String route) {
        var kari = portal.visitor();
        var theirs = portal.client(portal.visitor(), "Andres AS", FJELL);
        gap(theirs);

        var foreign = send(kari, route, theirs.value());
        var unknown = send(kari, route, 999_999_999L);

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(withoutReference(foreign)).isEqualTo(withoutReference(unknown));
        assertThat(notes(theirs)).isZero();
    }

    // Missing numbers

    @Test
    void a_note_explains_a_gap_and_says_who_wrote_it() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        gap(client);
        var path = "/clients/" + client + "/voucher-numbers";

        assertThat(get(kari, path).bodyAsString())
                .contains(
                        "Serie A, 01.01.2026–31.12.2026",
                        "A\u00a01044</b>",
                        "mangler",
                        "?year=2026-01-01&amp;series=A");
        assertThat(get(kari, path + "?year=2026-01-01&series=A&from=1044&to=1044")
                        .bodyAsString())
                .contains("Hvorfor mangler A\u00a01044?");
        assertThat(get(kari, path + "?year=2026-01-01&series=A&from=7&to=7").bodyAsString())
                .as("no such gap")
                .doesNotContain("Hvorfor mangler");

        var saved = note(kari, client, "1044", "Makulert <b>her</b>.");

        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(saved.getHeader("Location")).isEqualTo(path);
        assertThat(get(kari, path).bodyAsString())
                .contains("Makulert &lt;b&gt;her&lt;/b&gt;.", "Kari Lunde, ", "forklart")
                .doesNotContain("mangler</span>");
        assertThat(count(
                        "SELECT count(*) FROM gateway.audit_lines WHERE client_id = $1 AND action = 'gap_explained'",
                        client))
                .isEqualTo(1);
    }

    @Test
    void a_note_that_is_not_taken_keeps_what_was_typed() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        gap(client);

        var tooLong = note(kari, client, "1044", "x".repeat(501));
        var empty = note(kari, client, "1044", "  ");
        var gone = note(kari, client, "1045", "Skrevet før hullet ble tettet");

        assertThat(tooLong.statusCode()).isEqualTo(422);
        assertThat(tooLong.bodyAsString())
                .contains("x".repeat(501), "aria-invalid=\"true\"", "Notatet må ha fra 1 til 500 tegn.");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(gone.statusCode()).isEqualTo(422);
        assertThat(gone.bodyAsString()).contains("Skrevet før hullet ble tettet", "Hullet finnes ikke lenger.");
        assertThat(notes(client)).isZero();
    }

    @Test
    void who_may_only_look_and_a_forged_form_write_no_note() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        gap(client);
        var path = "/clients/" + client + "/voucher-numbers";
        var reader = portal.reader(kari);

        var forged = Await.result(portal.request(kari, HttpMethod.POST, path + "/notes")
                .rxSendForm(fields("1044", "Falsk").add("csrf", "guessed")));

        assertThat(get(reader, path).bodyAsString()).contains("mangler").doesNotContain("Skriv notat");
        assertThat(note(reader, client, "1044", "Kan jeg?").statusCode()).isEqualTo(403);
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(notes(client)).isZero();
    }

    // Locked periods

    @Test
    void a_change_in_a_locked_period_stands_with_before_and_now_and_its_number_on_the_tab() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        locked(client);
        var own = "/clients/" + client;

        for (var path : new String[] {own, own + "/locked-changes"}) {
            assertThat(text(get(kari, path).bodyAsString()))
                    .as(path)
                    .contains("Endringer i låst periode 2")
                    .contains("A1043 15.09.2026 Låst til og med 31.10.2026 Endret")
                    .contains("1920 Bank &lt;1&gt; −25 000,00 −37 500,00")
                    .contains("A1190 30.09.2026 Låst til og med 31.10.2026 Nytt")
                    .contains("3000 Salgsinntekt – 8 100,00");
        }
        assertThat(get(kari, own).bodyAsString())
                .contains("href=\"" + own + "/bilag/00000000-0000-0001-0000-000000000001\"");
    }

    // Vanished vouchers

    @Test
    void vouchers_that_are_gone_wait_for_a_person_who_sees_which() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var own = "/clients/" + client;
        held(kari, client, 12);

        assertThat(text(get(kari, kari.system()).bodyAsString()))
                .contains("Venter på deg", "12 bilag er borte siden sist. Du ser tallene fra", "Se endringene");
        assertThat(get(kari, own).bodyAsString())
                .contains("Neste steg: Se endringene", "href=\"" + own + "/vanished\"");
        assertThat(get(kari, own + "/vanished").bodyAsString())
                .containsPattern("href=\"" + own + "/bilag/[0-9a-f-]{36}\"");
        assertThat(text(get(kari, own + "/vanished").bodyAsString()))
                .contains("12 bilag er borte siden sist.", "B 7 08.05.2025 Tekst B 7 12,50", "Godta")
                .doesNotContain("A 1 ", "bilag til");
        assertThat(get(portal.reader(kari), own + "/vanished").bodyAsString())
                .contains("aria-describedby=\"why-use\"")
                .doesNotContain("/vanished/accept");
    }

    @Test
    void what_is_gone_is_accepted_once_and_fetched_again() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var own = "/clients/" + client;
        held(kari, client, 12);
        var reader = portal.reader(kari);

        var forged = Await.result(portal.request(kari, HttpMethod.POST, own + "/vanished/accept")
                .rxSendForm(MultiMap.caseInsensitiveMultiMap()));
        assertThat(forged.statusCode()).as("without the session's token").isEqualTo(403);
        assertThat(press(reader, own + "/vanished/accept").statusCode()).isEqualTo(403);
        assertThat(accepted(client)).isZero();

        var first = press(kari, own + "/vanished/accept");
        var again = press(kari, own + "/vanished/accept");

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.getHeader("Location")).isEqualTo(own);
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(accepted(client)).isEqualTo(12);
        assertThat(count("SELECT count(*) FROM gateway.runs WHERE client_id = $1 AND state = 'QUEUED'", client))
                .isEqualTo(1);
        assertThat(count(
                        "SELECT count(*) FROM gateway.audit_lines WHERE client_id = $1"
                                + " AND action = 'generation_accepted'",
                        client))
                .isEqualTo(1);
    }

    @Test
    void where_nothing_waits_the_clients_own_page_says_so() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);

        assertThat(get(kari, "/clients/" + client + "/vanished").getHeader("Location"))
                .isEqualTo("/clients/" + client);
    }

    private void held(Visitor visitor, ClientId client, int vouchers) {
        press(visitor, "/clients/" + client + "/activate");
        var books = books(client).twoGenerations().heldBack(vouchers);
        books.run("UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE client_id = $1");
        books.ended("HELD", "shrunk", Integer.toString(vouchers));
    }

    private void gap(ClientId client) {
        var books = books(client).twoGenerations();
        books.run("INSERT INTO gateway.number_series (client_id, gen, year_start, series, year_end, first_number,"
                + " last_number, numbers, vouchers, unreadable, gaps)"
                + " VALUES ($1, 2, '2026-01-01', 'A', '2026-12-31', 1001, 1190, 189, 189, 0, 1)");
        books.run("INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, series, from_number,"
                + " to_number) VALUES ($1, 2, 'C7', 1, '2026-01-01', 'A', 1044, 1044)");
    }

    private void locked(ClientId client) {
        var books = books(client).twoGenerations();
        books.run("INSERT INTO gateway.period_changes (client_id, gen, from_gen, reopened, added, changed, deleted)"
                + " VALUES ($1, 2, 1, '{}', 1, 1, 0)");
        books.run("INSERT INTO gateway.locked_changes (client_id, gen, line, voucher_id, what, number_before,"
                + " number_after, date_before, date_after, locks, locked_to, accounts) VALUES"
                + " ($1, 2, 1, '00000000-0000-0001-0000-000000000001', 'CHANGED', 'A1043', 'A1043', '2026-09-15',"
                + " '2026-09-15', '{company}', '{2026-10-31}', 1),"
                + " ($1, 2, 2, '00000000-0000-0001-0000-000000000002', 'NEW', NULL, 'A1190', NULL, '2026-09-30',"
                + " '{company}', '{2026-10-31}', 1)");
        books.run("INSERT INTO gateway.locked_change_accounts (client_id, gen, line, place, account, before, after)"
                + " VALUES ($1, 2, 1, 1, 1920, -25000, -37500), ($1, 2, 2, 1, 3000, NULL, 8100)");
    }

    private StoredBooks books(ClientId client) {
        return new StoredBooks(portal.database(), client);
    }

    private long accepted(ClientId client) {
        return count("SELECT coalesce(accepted_gone, 0) FROM gateway.books WHERE client_id = $1", client);
    }

    private long notes(ClientId client) {
        return count("SELECT count(*) FROM gateway.voucher_gap_notes WHERE client_id = $1", client);
    }

    private long count(String sql, ClientId client) {
        return Await.result(
                portal.database().forGateway(tx -> tx.first(new Sql("test", sql), row -> row.getLong(0), client.value())
                        .toSingle()));
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> note(Visitor visitor, ClientId client, String number, String text) {
        return post(visitor, "/clients/" + client + "/voucher-numbers/notes", fields(number, text));
    }

    private static MultiMap fields(String number, String text) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("year", "2026-01-01")
                .add("series", "A")
                .add("from", number)
                .add("to", number)
                .add("note", text);
    }

    private HttpResponse<Buffer> send(Visitor visitor, String route, long client) {
        var words = route.split(" ", 2);
        var path = "/clients/" + client + words[1];
        return words[0].equals("GET") ? get(visitor, path) : post(visitor, path, fields("1044", "Fra en fremmed"));
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend());
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> press(Visitor visitor, String path) {
        return post(visitor, path, MultiMap.caseInsensitiveMultiMap());
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> post(Visitor visitor, String path, MultiMap fields) {
        var form = MultiMap.caseInsensitiveMultiMap()
                .addAll(fields)
                .add("csrf", visitor.session().csrf().reveal());
        return Await.result(portal.request(visitor, HttpMethod.POST, path).rxSendForm(form));
    }

    /** The page as it is read. */
    private static String text(String page) {
        return page.replaceAll("<[^>]*>", " ").replace('\u00a0', ' ').replaceAll("\\s+", " ");
    }

    private static String withoutReference(HttpResponse<Buffer> answer) {
        return REFERENCE.matcher(answer.bodyAsString()).replaceAll("");
    }
}
