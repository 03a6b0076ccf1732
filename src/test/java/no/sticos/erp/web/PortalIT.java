package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpRequest;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.web.shell.FaultHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Every address of the portal, over real HTTP and a real database. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalIT {
    private static final String FJELL = "974760673";
    private static final String FJORD = "923609016";
    private static final Pattern REFERENCE = Pattern.compile("<code>([2-9A-Z]{4}-[0-9]{2})</code>");
    private static final Pattern NAME = Pattern.compile("<a class=\"client\" href=\"[^\"]*\">([^<]*)</a>");

    private final Portal portal;
    private final Visitor kari;

    PortalIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
        kari = portal.visitor();
    }

    @AfterAll
    void close() {
        portal.close();
    }

    // Who may come in

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /integrations/{i}",
                "GET /integrations/{i}/clients.csv",
                "GET /integrations/{i}/stream",
                "GET /integrations/{i}/connect",
                "POST /integrations/{i}/connect",
                "GET /integrations/{i}/schedule",
                "GET /integrations/{i}/sync-all",
                "GET /integrations/{i}/sync-all/stream",
                "POST /integrations/{i}/sync-all",
                "POST /integrations/{i}/sync-all/pause",
                "POST /integrations/{i}/sync-all/resume",
                "POST /integrations/{i}/sync-all/stop",
                "POST /integrations/{i}/schedule",
                "GET /clients/{c}",
                "GET /clients/{c}/schedule",
                "POST /clients/{c}/schedule",
                "GET /clients/{c}/stream",
                "POST /clients/{c}/activate",
                "POST /clients/{c}/deactivate",
                "POST /clients/{c}/send",
                "POST /clients/{c}/recheck",
                "POST /clients/{c}/reconnect"
            })
    void another_firms_ids_are_not_found_and_nothing_changes(String route) {
        var stranger = portal.visitor();
        var theirs = portal.client(stranger, "Andres AS", FJELL);

        var foreign = send(kari, route, stranger.integration().value(), theirs.value());
        var unknown = send(kari, route, 999_999_999L, 999_999_999L);

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(withoutReference(foreign)).isEqualTo(withoutReference(unknown));
        assertThat(state(stranger, theirs)).isEqualTo(ClientState.NEVER);
    }

    @Test
    void the_fragment_of_another_firms_clients_is_not_found() {
        var stranger = portal.visitor();

        assertThat(fragment(kari, HttpMethod.GET, stranger.system() + "/clients")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/integrations",
                "/integrations/{i}/connect",
                "/integrations/{i}/schedule",
                "/integrations/{i}/sync-all",
                "/integrations/{i}/sync-all/pause",
                "/clients/{c}/schedule",
                "/clients/{c}/activate",
                "/clients/{c}/deactivate",
                "/clients/{c}/send",
                "/clients/{c}/recheck",
                "/clients/{c}/reconnect",
                "/clients/{c}/delete",
                "/clients/{c}/delete-accounts",
                "/integrations/{i}/delete",
                "/session/keep",
                "/sign-out"
            })
    void a_change_without_the_sessions_token_is_refused(String path) {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);

        var forged = portal.request(visitor, HttpMethod.POST, filled(path, visitor, client));
        var answer = Await.result(
                forged.rxSendForm(MultiMap.caseInsensitiveMultiMap().add("csrf", "guessed")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.bodyAsString()).contains("Du har ikke tilgang");
        assertThat(state(visitor, client)).isEqualTo(ClientState.NEVER);
        assertThat(get(visitor, "/integrations").statusCode()).isEqualTo(200);
    }

    @Test
    void who_only_may_look_is_shown_why_and_changes_nothing() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);
        var reader = portal.reader(visitor);

        assertThat(get(reader, visitor.system()).bodyAsString()).contains("aria-describedby=\"why-use\"");
        assertThat(post(reader, "/clients/" + client + "/activate").statusCode())
                .isEqualTo(403);
        assertThat(post(reader, visitor.system() + "/connect").statusCode()).isEqualTo(403);
        assertThat(state(visitor, client)).isEqualTo(ClientState.NEVER);
    }

    @Test
    void who_is_not_signed_in_goes_to_the_sign_in_and_the_address_says_nothing_of_where_from() {
        var page = send(portal.request(HttpMethod.GET, "/integrations/7?q=Fjell"));
        var fragment = send(portal.request(HttpMethod.GET, "/integrations").putHeader("HX-Request", "true"));

        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.getHeader("Location")).isEqualTo("/sign-in");
        assertThat(fragment.statusCode()).isEqualTo(401);
        assertThat(fragment.getHeader("HX-Redirect")).startsWith("/signed-out");
    }

    @Test
    void a_person_signs_in_and_comes_back_to_where_they_were_going() {
        var refused = send(portal.request(HttpMethod.GET, "/help-me?q=%C3%A6"));
        var wayBack = refused.cookies().get(0).split(";", 2)[0];
        var begun = send(portal.request(HttpMethod.GET, "/sign-in/start").putHeader("Cookie", wayBack));
        var flow = begun.cookies().stream()
                .filter(cookie -> cookie.startsWith("erp-flow="))
                .findFirst()
                .orElseThrow();
        var back = chosenAtTheDemo(begun.getHeader("Location"));

        var arrived = send(portal.request(HttpMethod.GET, "/sign-in/callback?" + back.getRawQuery())
                .putHeader("Cookie", flow.split(";", 2)[0]));

        assertThat(arrived.statusCode()).isEqualTo(303);
        assertThat(arrived.getHeader("Location")).isEqualTo("/help-me?q=%C3%A6");
        assertThat(arrived.cookies()).anyMatch(cookie -> cookie.startsWith("erp=") && cookie.contains("HTTPOnly"));
    }

    @Test
    void who_was_away_too_long_comes_back_to_the_page_that_was_open() {
        var expired = send(portal.request(HttpMethod.GET, "/signed-out?expired")
                .putHeader("Referer", "http://localhost/clients/7?gen=2#proof"));

        assertThat(expired.cookies()).anyMatch(cookie -> cookie.startsWith("erp-to=%2Fclients%2F7%3Fgen%3D2;"));
        assertThat(send(portal.request(HttpMethod.GET, "/signed-out").putHeader("Referer", "http://localhost/x"))
                        .cookies())
                .as("who signed out themselves begins anew")
                .isEmpty();
    }

    @Test
    void signing_out_ends_the_session_on_the_server() {
        var visitor = portal.visitor();

        assertThat(post(visitor, "/sign-out").getHeader("Location")).isEqualTo("/signed-out");
        assertThat(get(visitor, "/integrations").statusCode()).isEqualTo(303);
    }

    @Test
    void the_session_tells_how_long_it_lasts() {
        assertThat(get(kari, "/session").bodyAsJsonObject().getInteger("secondsLeft"))
                .isBetween(1, 1800);
        assertThat(post(kari, "/session/keep").bodyAsJsonObject().getInteger("secondsLeft"))
                .isBetween(1700, 1800);
        assertThat(send(portal.request(HttpMethod.GET, "/session")).statusCode())
                .isEqualTo(303);
    }

    // What people do

    @Test
    void an_integration_is_made_once() {
        assertThat(create("visma-eaccounting").getHeader("Location")).isEqualTo(kari.system());
        assertThat(create("tripletex").statusCode()).isEqualTo(400);
        assertThat(get(kari, "/integrations/new").bodyAsString()).contains("<html", "er allerede lagt til");
        assertThat(fragment(kari, HttpMethod.GET, "/integrations/new").bodyAsString())
                .contains("dialog-title")
                .doesNotContain("<html");
        assertThat(get(kari, "/").getHeader("Location")).isEqualTo("/integrations");
    }

    @Test
    void a_client_that_is_activated_twice_waits_in_the_queue_once() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);

        var plain = post(visitor, "/clients/" + client + "/activate");
        var again = fragment(visitor, HttpMethod.POST, "/clients/" + client + "/activate");

        assertThat(plain.statusCode()).isEqualTo(303);
        assertThat(plain.getHeader("Location")).isEqualTo(visitor.system() + "?said=activated&client=" + client);
        assertThat(again.bodyAsString()).contains("id=\"state-" + client + "\"", "Fjell AS er aktivert.");
        assertThat(state(visitor, client)).isEqualTo(ClientState.QUEUED);
        assertThat(fragment(visitor, HttpMethod.POST, "/clients/" + client + "/send")
                        .bodyAsString())
                .contains("Henting pågår allerede");
        assertThat(count("SELECT count(*) FROM gateway.runs WHERE client_id = $1", client))
                .isEqualTo(1);
    }

    /** Why no key is sent along with a form: each action says what shall be, and is done once. */
    @ParameterizedTest
    @CsvSource({"activate, client_activated", "send, sync_requested", "deactivate, client_deactivated"})
    void a_double_click_is_one_action(String button, String action) {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);
        if (!button.equals("activate")) {
            post(visitor, "/clients/" + client + "/activate");
            run("UPDATE gateway.runs SET state = 'DONE', ended_at = now() WHERE client_id = $1", client.value());
        }
        long before = count("SELECT count(*) FROM gateway.runs WHERE client_id = $1", client);

        var both = Flowable.range(0, 2)
                .flatMapSingle(click -> pressed(visitor, "/clients/" + client + "/" + button))
                .toList();

        assertThat(Await.result(both)).allMatch(answer -> answer.statusCode() == 303);
        assertThat(count("SELECT count(*) FROM gateway.runs WHERE client_id = $1", client) - before)
                .isEqualTo(button.equals("deactivate") ? 0 : 1);
        assertThat(count(
                        "SELECT count(*) FROM gateway.audit_lines WHERE client_id = $1 AND action = '" + action + "'",
                        client))
                .isEqualTo(1);
    }

    @Test
    void a_button_on_the_clients_own_page_leads_back_to_it() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);
        var own = "/clients/" + client;

        var answer = form(
                portal.request(visitor, HttpMethod.POST, own + "/activate")
                        .putHeader("Referer", "http://localhost" + own),
                visitor,
                MultiMap.caseInsensitiveMultiMap());

        assertThat(answer.getHeader("Location")).isEqualTo(own);
        assertThat(form(
                                portal.request(visitor, HttpMethod.POST, own + "/send")
                                        .putHeader("HX-Request", "true")
                                        .putHeader("HX-Current-URL", "http://localhost" + own + "#proof"),
                                visitor,
                                MultiMap.caseInsensitiveMultiMap())
                        .bodyAsString())
                .contains("<div id=\"now\" hx-swap-oob=\"innerHTML\">", " i køen.", "Henting pågår allerede")
                .doesNotContain("id=\"state-");
    }

    @Test
    void a_duplicate_is_refused_with_the_holders_name_and_blocked_on_the_page() {
        var visitor = portal.visitor();
        var first = portal.client(visitor, "Fjell AS", FJELL);
        var second = portal.client(visitor, "Fjell Avd. 2 AS", FJELL);
        post(visitor, "/clients/" + first + "/activate");

        var refused = fragment(visitor, HttpMethod.POST, "/clients/" + second + "/activate");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.getHeader("HX-Retarget")).isEqualTo("#status");
        assertThat(refused.bodyAsString()).contains("Samme orgnr som Fjell AS");
        assertThat(get(visitor, visitor.system()).bodyAsString())
                .contains("Kan ikke velges", "href=\"/clients/" + first + "\"");
        assertThat(state(visitor, second)).isEqualTo(ClientState.BLOCKED);
    }

    @Test
    void a_client_without_a_number_is_checked_again_after_it_was_put_right() {
        var visitor = portal.visitor();
        var client = portal.connected(visitor, new Company("lone", "Lomvi Design", "", "NO", true));
        assertThat(get(visitor, visitor.system()).bodyAsString())
                .contains("Mangler orgnr og personnr", "/clients/" + client + "/recheck");

        portal.visma().describe(new Company("lone", "Lomvi Design AS", FJORD, "NO", true));
        post(visitor, "/clients/" + client + "/recheck");

        assertThat(state(visitor, client)).isEqualTo(ClientState.NEVER);
        assertThat(get(visitor, "/clients/" + client).bodyAsString())
                .contains("Lomvi Design AS", "923\u00a0609\u00a0016");
    }

    @Test
    void signing_in_again_leads_to_visma_from_a_page_that_may() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);

        for (var path : List.of(visitor.system(), "/clients/" + client, visitor.system() + "/connect")) {
            assertThat(get(visitor, path).getHeader("Content-Security-Policy"))
                    .as(path)
                    .contains("form-action 'self' https://identity.invalid;");
        }
        assertThat(post(visitor, "/clients/" + client + "/reconnect").getHeader("Location"))
                .startsWith("https://identity.invalid/authorize?state=");
    }

    @Test
    void back_from_visma_the_new_client_is_told_with_what_its_consent_lacks() {
        var visitor = portal.visitor();
        var left = URI.create(post(visitor, visitor.system() + "/connect").getHeader("Location"));
        var company = new Company("told", "Fortalt AS", FJELL, "NO", true);
        var callback = "/visma/callback?state=" + Portal.state(left) + "&code="
                + portal.visma().consent(company);

        var back = get(visitor, callback).getHeader("Location");
        var again = get(visitor, callback);

        assertThat(back).matches(Pattern.quote(visitor.system()) + "\\?added=\\d+");
        assertThat(get(visitor, back).bodyAsString())
                .contains("Fortalt AS er lagt til, men mangler tilgang til Lese salg, Lese regnskap, Lese innkjøp.");
        assertThat(again.bodyAsString()).contains("lenken er brukt før", "Start på nytt");
    }

    @Test
    void a_personal_number_is_nowhere_on_the_pages() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Gimle Frisør", "01010750160");

        for (var path : List.of(visitor.system(), visitor.system() + "/clients.csv", "/clients/" + client)) {
            assertThat(get(visitor, path).bodyAsString())
                    .as(path)
                    .contains("Personnummer (skjult)")
                    .doesNotContain("010107", "50160");
        }
    }

    // The list

    @Test
    void the_list_is_searched_sorted_and_filtered() {
        var visitor = portal.visitor();
        var fjell = portal.client(visitor, "Fjell AS", FJELL);
        portal.client(visitor, "Ærfugl AS", FJORD);
        portal.client(visitor, "100 % Rør_", "");
        post(visitor, "/clients/" + fjell + "/activate");

        assertThat(names(visitor, "")).containsExactly("100 % Rør_", "Fjell AS", "Ærfugl AS");
        assertThat(names(visitor, "?sort=name&dir=desc")).containsExactly("Ærfugl AS", "Fjell AS", "100 % Rør_");
        assertThat(names(visitor, "?q=%C3%86RF")).containsExactly("Ærfugl AS");
        assertThat(names(visitor, "?q=974+76")).containsExactly("Fjell AS");
        assertThat(names(visitor, "?q=%25")).containsExactly("100 % Rør_");
        assertThat(names(visitor, "?status=running")).containsExactly("Fjell AS");
        assertThat(names(visitor, "?status=off")).containsExactly("100 % Rør_", "Ærfugl AS");
        assertThat(get(visitor, visitor.system() + "?q=finnesikke").bodyAsString())
                .contains("Fant ingen klienter");
        assertThat(fragment(visitor, HttpMethod.GET, visitor.system() + "/clients?q=fjell")
                        .getHeader("HX-Push-Url"))
                .isEqualTo(visitor.system() + "?q=fjell");
    }

    @Test
    void a_long_list_has_pages_and_the_file_has_all() {
        var visitor = portal.visitor();
        run(
                "INSERT INTO gateway.clients (tenant_id, integration_id, company_id, name, identity_kind, connected_by)"
                        + " SELECT $1, $2, 'c' || n, 'Klient ' || to_char(n, 'FM000'), 'MISSING', 'test'"
                        + " FROM generate_series(1, 131) n",
                visitor.session().tenant().value(),
                visitor.integration().value());

        var last = get(visitor, visitor.system() + "?page=3").bodyAsString();

        assertThat(last).contains("Viser 101–131 av 131 klienter");
        assertThat(names(visitor, "?page=3")).hasSize(31).startsWith("Klient 101");
        assertThat(get(visitor, visitor.system() + "/clients.csv")
                        .bodyAsString()
                        .lines())
                .hasSize(132);
    }

    @Test
    void a_name_that_a_spreadsheet_would_compute_is_a_text_in_the_file() {
        var visitor = portal.visitor();
        portal.client(visitor, "=1+1;\"x\"", FJELL);

        var file = get(visitor, visitor.system() + "/clients.csv");

        assertThat(file.getHeader("Content-Type")).isEqualTo("text/csv; charset=utf-8");
        assertThat(file.bodyAsString()).startsWith("\ufeffNavn;Orgnr;ApiAktiv;Status;");
        assertThat(file.bodyAsString().lines().skip(1))
                .containsExactly("\"'=1+1;\"\"x\"\"\";974\u00a0760\u00a0673;Ja;Ingen data;"
                        + "Aktiver klienten for å hente regnskapet.;;Nei");
    }

    private HttpResponse<Buffer> create(String system) {
        return form(
                portal.request(kari, HttpMethod.POST, "/integrations"),
                kari,
                MultiMap.caseInsensitiveMultiMap().add("system", system));
    }

    // The client's page

    @Test
    void a_deviation_that_no_account_shows_says_which_check_found_it() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);
        post(visitor, "/clients/" + client + "/activate");
        publishDeviation(client);

        var page = get(visitor, "/clients/" + client).bodyAsString();
        var list = get(visitor, visitor.system()).bodyAsString();

        assertThat(list).contains("Noen bilag har ikke lik debet og kredit.").doesNotContain("0 kontoer");
        assertThat(page)
                .contains("Regnskapet stemmer ikke", "Neste steg: Se avvik", "Hver linje har enten debet eller kredit")
                .contains("Samtykke gitt av", "Lese regnskap")
                .doesNotContain("0 kontoer avviker");
    }

    @Test
    void accounts_that_differ_by_as_much_to_either_side_are_read_again_at_a_press() {
        var visitor = portal.visitor();
        var client = portal.client(visitor, "Fjell AS", FJELL);
        post(visitor, "/clients/" + client + "/activate");
        publishDeviation(client);
        differs(client, 2, 2400, 1250);
        assertThat(get(visitor, "/clients/" + client).bodyAsString()).contains("Neste steg: Se avvik");

        differs(client, 3, 6300, -1250);

        assertThat(get(visitor, "/clients/" + client).bodyAsString())
                .contains("Neste steg: Les regnskapet på nytt", "Avvikene går mot hverandre.")
                .contains("formaction=\"/clients/" + client + "/reread\"");
    }

    // What goes wrong

    @Test
    void who_looks_for_what_is_gone_is_led_to_the_log_of_what_was_removed() {
        assertThat(get(kari, "/clients/999999").bodyAsString()).contains("href=\"/activity\">Se Aktivitet<");
    }

    @Test
    void a_page_that_cannot_be_shown_names_the_moment_in_the_log() {
        var log = (Logger) LoggerFactory.getLogger(FaultHandler.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var level = log.getLevel();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        try {
            var page = get(kari, "/nowhere");

            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(lines.list).anyMatch(line -> line.getKeyValuePairs().stream()
                    .anyMatch(pair -> pair.key.equals("reference") && pair.value.equals(reference(page))));
        } finally {
            log.detachAppender(lines);
            log.setLevel(level);
        }
    }

    @Test
    void a_form_that_is_too_long_is_refused() {
        var answer = create("x".repeat(70_000));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void the_help_is_open_and_knows_who_is_signed_in() {
        for (var path : List.of("/help/visma-eaccounting", "/help/status", "/help/local", "/help/other")) {
            var page = send(portal.request(HttpMethod.GET, path));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.getHeader("Cache-Control")).isEqualTo("public, max-age=600");
            assertThat(page.getHeader("Vary")).containsIgnoringCase("cookie");
        }
        assertThat(get(kari, "/help/other").getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(get(kari, "/help/other").bodyAsString()).contains("Kari Lunde");
        assertThat(send(portal.request(HttpMethod.GET, "/signed-out?expired")).bodyAsString())
                .contains("mer enn 30 minutter");
    }

    /** What proof and publication would write of books that only the check C1 refuses. */
    private void publishDeviation(ClientId client) {
        long id = client.value();
        run("UPDATE gateway.runs SET state = 'DONE', verdict = 'DEVIATION', ended_at = now() WHERE client_id = $1", id);
        run(
                "INSERT INTO gateway.generations (client_id, gen, run_id, stage, coverage, as_of, result, verdict, counts)"
                        + " VALUES ($1, 1, 1, 'REST', '{}', now(), 'DONE', 'DEVIATION', '{}')",
                id);
        run(
                "INSERT INTO gateway.books (client_id, current_gen, published_at, verified_at, verdict)"
                        + " VALUES ($1, 1, now(), now(), 'DEVIATION')",
                id);
        run(
                "INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked)"
                        + " VALUES ($1, 1, 'C1', 'ERROR', 'DEVIATES', 9, 10), ($1, 1, 'C2', 'WARN', 'HOLDS', 20, 20),"
                        + " ($1, 1, 'C10', 'WARN', 'HOLDS', 20, 20)",
                id);
        run(
                "INSERT INTO gateway.deviations (client_id, gen, check_id, line, expected, found)"
                        + " VALUES ($1, 1, 'C1', 1, 100, 90)",
                id);
    }

    private void differs(ClientId client, int line, int account, int by) {
        run(
                "INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, account, expected, found)"
                        + " VALUES ($1, 1, 'C3', $2, '2025-01-01', $3, 0, $4)",
                client.value(),
                line,
                account,
                by);
    }

    private void run(String sql, Object... args) {
        Await.done(portal.database()
                .forGateway(tx -> tx.count(new Sql("test", sql), args))
                .ignoreElement());
    }

    private long count(String sql, ClientId client) {
        return Await.result(
                portal.database().forGateway(tx -> tx.first(new Sql("test", sql), row -> row.getLong(0), client.value())
                        .toSingle()));
    }

    private ClientState state(Visitor visitor, ClientId client) {
        return Await.result(portal.rooms().overview().find(visitor.session().tenant(), client))
                .state();
    }

    private List<String> names(Visitor visitor, String query) {
        return NAME.matcher(get(visitor, visitor.system() + query).bodyAsString())
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    private URI chosenAtTheDemo(String address) {
        var asked = URI.create(address);
        var form = MultiMap.caseInsensitiveMultiMap();
        for (var pair : asked.getRawQuery().split("&", -1)) {
            var parts = pair.split("=", 2);
            form.add(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        var page = send(portal.requestAbs(HttpMethod.GET, asked));
        var person = Pattern.compile("name=\"person\" value=\"([^\"]*)\"").matcher(page.bodyAsString());
        assertThat(person.find()).isTrue();
        form.add("person", person.group(1));
        return URI.create(Await.result(portal.requestAbs(HttpMethod.POST, asked).rxSendForm(form))
                .getHeader("Location"));
    }

    private HttpResponse<Buffer> send(Visitor visitor, String route, long integration, long client) {
        var words = route.split(" ", 2);
        var path = words[1].replace("{i}", Long.toString(integration)).replace("{c}", Long.toString(client));
        return words[0].equals("GET") ? get(visitor, path) : post(visitor, path);
    }

    private static String filled(String path, Visitor visitor, ClientId client) {
        return path.replace("{i}", visitor.integration().toString()).replace("{c}", client.toString());
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path) {
        return send(portal.request(visitor, HttpMethod.GET, path));
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> post(Visitor visitor, String path) {
        return form(portal.request(visitor, HttpMethod.POST, path), visitor, MultiMap.caseInsensitiveMultiMap());
    }

    private Single<HttpResponse<Buffer>> pressed(Visitor visitor, String path) {
        var fields = MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal());
        return portal.request(visitor, HttpMethod.POST, path).rxSendForm(fields);
    }

    private HttpResponse<Buffer> fragment(Visitor visitor, HttpMethod method, String path) {
        var request = portal.request(visitor, method, path).putHeader("HX-Request", "true");
        return method.equals(HttpMethod.GET)
                ? send(request)
                : form(request, visitor, MultiMap.caseInsensitiveMultiMap());
    }

    private static HttpResponse<Buffer> form(HttpRequest<Buffer> request, Visitor visitor, MultiMap fields) {
        fields.add("csrf", visitor.session().csrf().reveal());
        return Await.result(request.rxSendForm(fields));
    }

    private static HttpResponse<Buffer> send(HttpRequest<Buffer> request) {
        return Await.result(request.rxSend());
    }

    private static String withoutReference(HttpResponse<Buffer> answer) {
        return REFERENCE.matcher(answer.bodyAsString()).replaceAll("");
    }

    private static String reference(HttpResponse<Buffer> answer) {
        var found = REFERENCE.matcher(answer.bodyAsString());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
