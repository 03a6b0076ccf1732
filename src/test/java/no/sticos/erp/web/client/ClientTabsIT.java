package no.sticos.erp.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.TrialBalances;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages beside a client's first one, over real HTTP and a real database. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientTabsIT {
    private static final String FJELL = "974760673";
    private static final Pattern REFERENCE = Pattern.compile("[2-9A-Z]{4}-[0-9]{2}");
    private static final Pattern ROW = Pattern.compile("(?s)<tr[^>]*><th scope=\"row\"[^>]*>(.*?)</tr>");

    private final Portal portal;

    ClientTabsIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trial-balance",
                "/trial-balance?generasjon=1",
                "/trial-balance.csv",
                "/trial-balance.xlsx",
                "/runs",
                "/connection"
            })
    void another_firms_client_is_not_found(String path) {
        var kari = portal.visitor();
        var stranger = portal.visitor();
        var theirs = portal.client(stranger, "Andres AS", FJELL);
        books(theirs).twoGenerations();

        var foreign = get(kari, "/clients/" + theirs + path);
        var unknown = get(kari, "/clients/999999999" + path);

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(withoutReference(foreign)).isEqualTo(withoutReference(unknown));
        assertThat(get(stranger, "/clients/" + theirs + path).statusCode()).isEqualTo(200);
    }

    /** Below the pages too: a route that forgot to ask would still show nothing. */
    @Test
    void the_database_shows_another_firm_none_of_it() {
        var stranger = portal.visitor().session().tenant();
        var client = portal.client(portal.visitor(), "Fjell AS", FJELL);
        books(client).twoGenerations().heldBack(3).ended("DONE", null);
        var rooms = portal.rooms();
        var wanted = new TrialBalances.Wanted(null, null, "", false);

        assertThat(Await.result(rooms.trialBalances().years(stranger, client).isEmpty()))
                .isTrue();
        assertThat(Await.result(
                        rooms.trialBalances().read(stranger, client, wanted).isEmpty()))
                .isTrue();
        assertThat(Await.result(rooms.vanished().of(stranger, client, 500))).isEmpty();
        assertThat(Await.result(rooms.history().page(stranger, client, 90, 0, 50)))
                .isEmpty();
    }

    @Test
    void each_tab_is_a_page_of_its_own_that_says_which_it_is() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var own = "/clients/" + client;

        for (var path : List.of("", "/trial-balance", "/runs", "/connection")) {
            assertThat(get(kari, own + path).bodyAsString())
                    .as(path)
                    .contains("<a href=\"" + own + path + "\" aria-current=\"page\">", "<h1>Fjell AS</h1>")
                    .contains("href=\"" + own + "/trial-balance\"", "href=\"" + own + "/runs\"");
        }
        assertThat(get(kari, own + "/trial-balance").bodyAsString()).contains("Regnskapet er ikke hentet ennå");
        assertThat(get(kari, own + "/runs").bodyAsString()).contains("Ingen hentinger ennå.");
        assertThat(get(kari, own + "/connection").bodyAsString()).contains("Samtykke gitt av", "Kari Lunde");
    }

    // Saldobalanse

    @Test
    void the_newest_years_accounts_stand_beside_vismas() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        books(client).twoGenerations();

        var page = get(kari, "/clients/" + client + "/trial-balance").bodyAsString();

        assertThat(rows(page))
                .containsExactly(
                        "1920 Bank &lt;1&gt; 1 150,10 10,00 0,00 1 160,10 1 160,10 Lik",
                        "2000 Aksjekapital −50,00 0,00 0,00 −50,00 −50,00 Lik",
                        "3000 Salgsinntekt 0,00 0,00 10,00 −10,00 −12,00 Avvik");
        assertThat(page)
                .contains("Generasjon 2, slik vi hadde hentet det", "Viser 3 av 3 kontoer")
                .contains("href=\"/clients/" + client + "/konto/3000?aar=2026-01-01\"")
                .contains("1 Eiendeler", "3–8 Resultat")
                .doesNotContain("tidligere generasjon", "2 Egenkapital og gjeld</th></tr></tbody>");
    }

    @Test
    void the_same_accounts_are_a_file_that_a_spreadsheet_reckons_with_and_computes_nothing_of() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var file = "/clients/" + client + "/trial-balance.csv";
        assertThat(get(kari, file).statusCode()).isEqualTo(404);
        books(client).twoGenerations();

        var all = get(kari, file);

        assertThat(all.getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"saldobalanse-2026-generasjon-2.csv\"");
        assertThat(all.bodyAsString().lines())
                .containsExactly(
                        "\ufeffKonto;Navn;IB (kr);Debet (kr);Kredit (kr);UB (kr);I Visma (kr);Lik",
                        "1920;Bank <1>;1150,10;10,00;0,00;1160,10;1160,10;Lik",
                        "2000;Aksjekapital;-50,00;0,00;0,00;-50,00;-50,00;Lik",
                        "3000;Salgsinntekt;0,00;0,00;10,00;-10,00;-12,00;Avvik");
        assertThat(get(kari, file + "?only=deviations&generasjon=2")
                        .bodyAsString()
                        .lines())
                .hasSize(2);
        assertThat(get(kari, "/clients/" + client + "/trial-balance?only=deviations")
                        .bodyAsString())
                .contains("href=\"" + file + "?only=deviations\"");
    }

    @Test
    void the_same_accounts_are_a_workbook_too() throws IOException {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var file = "/clients/" + client + "/trial-balance.xlsx";
        assertThat(get(kari, file).statusCode()).isEqualTo(404);
        books(client).twoGenerations();

        var all = get(kari, file);

        assertThat(all.getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"saldobalanse-2026-generasjon-2.xlsx\"");
        assertThat(all.getHeader("Content-Type")).endsWith("spreadsheetml.sheet");
        assertThat(new Spreadsheet(all.body()).rows())
                .contains(
                        "Fjell AS",
                        "Generasjon 2",
                        "1920 Bank <1> 1150.1 10 0 1160.1 1160.1 Lik",
                        "3000 Salgsinntekt 0 0 10 -10 -12 Avvik");
        assertThat(get(kari, "/clients/" + client + "/trial-balance?q=bank").bodyAsString())
                .contains("href=\"" + file + "?q=bank\"");
    }

    @Test
    void a_years_months_are_drawn_and_stand_in_a_table() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        books(client).twoGenerations();

        var newest = get(kari, "/clients/" + client + "/trial-balance").bodyAsString();
        var before = get(kari, "/clients/" + client + "/trial-balance?aar=2025-01-01")
                .bodyAsString();

        assertThat(newest)
                .contains("Inntekter og kostnader per måned, 2026 (kr)")
                .containsPattern("02\\.2026</th><td class=\"num\">0,00<")
                .containsPattern("03\\.2026</th><td class=\"num\">10,00<.*>10,00</td></tr>")
                .contains("<rect class=\"s-income\"");
        assertThat(before).containsPattern("02\\.2025</th><td class=\"num\">1\u00a0100,10<");
        assertThat(get(kari, "/clients/" + client + "/trial-balance?generasjon=1")
                        .bodyAsString())
                .as("in the first generation nothing moved in 2026")
                .doesNotContain("<svg class=\"plot\"");
    }

    @Test
    void an_earlier_generation_is_shown_as_it_was_and_leads_to_the_newest() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        books(client).twoGenerations();
        var path = "/clients/" + client + "/trial-balance";

        var page = get(kari, path + "?generasjon=1&aar=2026-01-01").bodyAsString();

        assertThat(rows(page))
                .containsExactly(
                        "1920 Bank &lt;1&gt; 1 150,10 0,00 0,00 1 150,10 1 150,10 Lik",
                        "2000 Aksjekapital −50,00 0,00 0,00 −50,00 −50,00 Lik");
        assertThat(page)
                .contains("Du ser en tidligere generasjon.", "href=\"" + path + "?aar=2026-01-01\"")
                .contains("Generasjon 1, slik vi hadde hentet det", "/konto/1920?aar=2026-01-01&amp;generasjon=1\"");
        assertThat(get(kari, path + "?generasjon=3").statusCode())
                .as("never published")
                .isEqualTo(404);
    }

    @Test
    void the_accounts_are_searched_and_those_that_differ_stand_alone() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        books(client).twoGenerations();
        var path = "/clients/" + client + "/trial-balance";

        assertThat(numbers(kari, path + "?only=deviations")).containsExactly("3000");
        assertThat(numbers(kari, path + "?only=deviations&aar=2025-01-01")).isEmpty();
        assertThat(numbers(kari, path + "?q=19")).containsExactly("1920");
        assertThat(numbers(kari, path + "?q=AKSJE")).containsExactly("2000");
        assertThat(numbers(kari, path + "?q=%25")).isEmpty();
        assertThat(numbers(kari, path + "?aar=nonsense&generasjon=x")).containsExactly("1920", "2000", "3000");
        assertThat(get(kari, path + "?q=finnesikke").bodyAsString()).contains("Fant ingen kontoer");
    }

    @Test
    void a_year_that_was_not_read_shows_no_zeros_and_compares_nothing() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        books(client)
                .twoGenerations()
                .run("UPDATE gateway.generations SET coverage = '{vouchers/2026-01-01}'" + " WHERE client_id = $1");
        for (var table : List.of("voucher_rows", "vouchers")) {
            books(client).run("DELETE FROM gateway." + table + " WHERE client_id = $1 AND voucher_date < '2026-01-01'");
        }

        var page = get(kari, "/clients/" + client + "/trial-balance?aar=2025-01-01")
                .bodyAsString();
        var overview = get(kari, "/clients/" + client).bodyAsString();

        assertThat(rows(page)).first().isEqualTo("1920 Bank &lt;1&gt; 50,00 – – – 1 150,10 Ikke sammenlignet");
        assertThat(page).contains("Bilagene for 2025 er ikke hentet i sin helhet.");
        assertThat(rows(overview)).contains("1 Eiendeler – 1 160,10", "Mot Visma Ukjent 1 konto avviker");
    }

    @Test
    void the_first_page_sums_each_year_by_class() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        books(client).twoGenerations();

        assertThat(rows(get(kari, "/clients/" + client).bodyAsString()))
                .contains(
                        "1 Eiendeler 1 150,10 1 160,10",
                        "2 Egenkapital og gjeld −50,00 −50,00",
                        "3 Inntekt −1 100,10 −10,00",
                        "4 Varekostnad 0,00 0,00",
                        "Sum 0,00 1 100,10",
                        "Mot Visma Stemmer 1 konto avviker");
    }

    // Historikk

    @Test
    void a_run_tells_what_it_changed_why_it_failed_and_leads_to_its_books() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var books = books(client).twoGenerations();
        books.ended("FAILED", "vismaDown");
        books.ended("DONE", null);
        books.run("UPDATE gateway.generations SET run_id = (SELECT max(run_id) FROM gateway.runs WHERE client_id = $1)"
                + " WHERE client_id = $1 AND gen = 1");
        books.run("UPDATE gateway.runs SET verdict = 'OK' WHERE client_id = $1 AND state = 'DONE'");

        var page = get(kari, "/clients/" + client + "/runs").bodyAsString();

        assertThat(page)
                .contains("href=\"/clients/" + client + "/trial-balance?generasjon=1\"", "Se bøkene slik de var")
                .contains("Visma svarte ikke.", "<code>7F3K-22</code>");
        assertThat(rows(page)).first().asString().contains("7 2 1 Stemmer 1");
        assertThat(rows(page)).last().asString().contains("– – – Feilet").endsWith("7F3K-22 –");
    }

    @Test
    void ninety_days_of_runs_have_pages_and_older_ones_are_left_out() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        books(client)
                .run("INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, state, verdict,"
                        + " started_at, ended_at) SELECT $1, c.tenant_id, 'ALL', 'SCHEDULE', 'Kjøring ' || n, 'DONE',"
                        + " 'OK', now(), now() - make_interval(days => 100 - n)"
                        + " FROM gateway.clients c, generate_series(1, 100) n WHERE c.client_id = $1");
        var path = "/clients/" + client + "/runs";

        var first = get(kari, path).bodyAsString();
        var older = Pattern.compile("href=\"" + path + "\\?before=(\\d+)\"").matcher(first);

        assertThat(rows(first)).hasSize(50).first().asString().contains("Kjøring 100");
        assertThat(older.find()).isTrue();
        assertThat(rows(get(kari, path + "?before=" + older.group(1)).bodyAsString()))
                .hasSize(40)
                .last()
                .asString()
                .contains("Kjøring 11");
    }

    private StoredBooks books(ClientId client) {
        return new StoredBooks(portal.database(), client);
    }

    private List<String> numbers(Visitor visitor, String path) {
        return rows(get(visitor, path).bodyAsString()).stream()
                .map(row -> row.substring(0, 4))
                .toList();
    }

    /** The rows of the page's tables, as they are read. */
    private static List<String> rows(String page) {
        return ROW.matcher(page)
                .results()
                .map(row -> row.group(1)
                        .replaceAll("<[^>]*>", " ")
                        .replace('\u00a0', ' ')
                        .replaceAll("\\s+", " ")
                        .strip())
                .toList();
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend());
    }

    private static String withoutReference(HttpResponse<Buffer> answer) {
        return REFERENCE.matcher(answer.bodyAsString()).replaceAll("");
    }
}
