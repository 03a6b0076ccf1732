package no.sticos.erp.web.removal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Flowable;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import no.sticos.erp.connect.Right;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slett, Slett kontoer, Slett system, Angre and the receipt, over real HTTP and a real database. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemovalRoutesIT {
    private static final Company FJELL = new Company("fjell", "Fjell AS", "974760673", "NO", true);
    private static final Company FJORD = new Company("fjord", "Fjord AS", "923609016", "NO", true);
    private static final Pattern REFERENCE = Pattern.compile("[2-9A-Z]{4}-[0-9]{2}");

    private final Portal portal;

    RemovalRoutesIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    // Who may

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /clients/{c}/delete",
                "POST /clients/{c}/delete",
                "GET /clients/{c}/delete-accounts",
                "POST /clients/{c}/delete-accounts",
                "GET /integrations/{i}/delete",
                "POST /integrations/{i}/delete",
                "GET /deletions/{d}",
                "POST /deletions/{d}/undo"
            })
    void another_firms_ids_are_not_found_and_nothing_changes(String route) {
        var kari = portal.visitor();
        var stranger = portal.visitor();
        var theirs = portal.connected(stranger, FJELL);
        var going = portal.connected(stranger, FJORD);
        long removal = removed(stranger, "/clients/" + going + "/delete");

        var foreign = send(kari, route, stranger.integration().value(), theirs.value(), removal);
        var unknown = send(kari, route, 999_999_999L, 999_999_999L, 999_999_999L);

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(text(foreign)).isEqualTo(text(unknown));
        assertThat(state(stranger, theirs)).isEqualTo(ClientState.NEVER);
        assertThat(state(stranger, going)).isEqualTo(ClientState.DELETING);
    }

    @Test
    void who_is_no_administrator_is_shown_why_and_changes_nothing() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        var going = portal.connected(kari, FJORD);
        long removal = removed(kari, "/clients/" + going + "/delete");
        var user = portal.colleague(kari, Set.of(Right.READ, Right.USE));

        assertThat(get(user, kari.system()).bodyAsString())
                .contains("id=\"delete-" + client + "\"", "aria-describedby=\"why-admin\"")
                .contains("En administrator kan angre frem til da.")
                .doesNotContain("/clients/" + client + "/delete", "/undo");
        assertThat(get(user, "/deletions/" + removal).bodyAsString())
                .contains("Kvittering for sletting")
                .doesNotContain("/undo");
        for (var path : new String[] {
            "/clients/" + client + "/delete", "/clients/" + client + "/delete-accounts", kari.system() + "/delete"
        }) {
            assertThat(get(user, path).statusCode()).as(path).isEqualTo(403);
            assertThat(post(user, path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(post(user, "/deletions/" + removal + "/undo").statusCode()).isEqualTo(403);
        assertThat(state(kari, client)).isEqualTo(ClientState.NEVER);
        assertThat(state(kari, going)).isEqualTo(ClientState.DELETING);
    }

    // Asking

    @Test
    void the_question_says_what_goes_and_what_stays_and_no_is_the_first_answer() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        books(client);

        var page = get(kari, "/clients/" + client + "/delete").bodyAsString();
        var dialog = Await.result(portal.request(kari, HttpMethod.GET, "/clients/" + client + "/delete-accounts")
                        .putHeader("HX-Request", "true")
                        .rxSend())
                .bodyAsString();

        assertThat(page)
                .contains("<html", "<h1>Slette Fjell AS?</h1>", "Tilgangen trekkes tilbake hos Visma")
                .contains("Du kan angre i 10 minutter", "Slett klient")
                .contains("<dt>Opplysninger om hentinger</dt><dd>1</dd>")
                .containsPattern("<a [^>]*data-close[^>]*autofocus[^>]*>Avbryt</a>");
        assertThat(dialog)
                .contains("id=\"dialog-title\">Slette kontoer for Fjell AS?", "viser «Ingen data» til neste henting")
                .doesNotContain("<html");
        assertThat(state(kari, client)).isEqualTo(ClientState.NEVER);
    }

    @Test
    void figures_can_be_removed_where_there_are_some_and_a_blocked_client_too() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        var broken = portal.connected(kari, new Company("broken", "Lomvi Design", "", "NO", true));

        assertThat(state(kari, broken)).isEqualTo(ClientState.BLOCKED);
        assertThat(get(kari, kari.system()).bodyAsString())
                .contains("href=\"/clients/" + broken + "/delete\"")
                .contains("aria-describedby=\"why-noData\"")
                .doesNotContain("/delete-accounts");
        books(client);
        assertThat(get(kari, kari.system()).bodyAsString())
                .contains("href=\"/clients/" + client + "/delete-accounts\"");
    }

    @ParameterizedTest
    @CsvSource({"delete, client_removed", "delete-accounts, figures_removed"})
    void a_double_click_is_one_removal(String button, String action) {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        var path = "/clients/" + client + "/" + button;

        var both = Await.result(Flowable.range(0, 2)
                .flatMapSingle(
                        click -> portal.request(kari, HttpMethod.POST, path).rxSendForm(fields(kari)))
                .toList());

        assertThat(both).allMatch(answer -> answer.statusCode() == 303);
        assertThat(both.stream().map(answer -> answer.getHeader("Location")).distinct())
                .hasSize(1);
        assertThat(count("SELECT count(*) FROM gateway.removed_clients WHERE client_id = $1", client))
                .isEqualTo(1);
        assertThat(count(
                        "SELECT count(*) FROM gateway.audit_lines WHERE client_id = $1 AND action = '" + action + "'",
                        client))
                .isEqualTo(1);
    }

    // Until it starts

    @Test
    void until_it_starts_the_row_offers_to_undo_it_and_nothing_else_can_be_done() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        post(kari, "/clients/" + client + "/activate");

        var told = post(kari, "/clients/" + client + "/delete").getHeader("Location");
        var page = get(kari, told).bodyAsString();

        assertThat(page)
                .containsPattern("Fjell AS slettes kl\\.\u00a0\\d\\d:\\d\\d\\. Du kan angre frem til da\\.")
                .contains("Aktive klienter: <b>0</b>", "Inaktive klienter: <b>1</b>", "Se kvittering")
                .contains("why-deleting")
                .doesNotContain("/clients/" + client + "/delete", "/clients/" + client + "/deactivate");
        for (var button : new String[] {"send", "activate", "deactivate"}) {
            var refused = post(kari, "/clients/" + client + "/" + button);
            assertThat(refused.statusCode()).as(button).isEqualTo(409);
            assertThat(refused.bodyAsString())
                    .containsPattern("Fjell AS slettes kl\\.\u00a0\\d\\d:\\d\\d\\. Angre slettingen");
        }
        assertThat(waiting(client)).isEqualTo(1);
    }

    @Test
    void what_is_undone_is_as_before_and_undoing_twice_is_undoing_once() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        long removal = removed(kari, "/clients/" + client + "/delete");
        assertThat(get(kari, "/clients/" + client).bodyAsString())
                .contains("Neste steg: Angre", "formaction=\"/deletions/" + removal + "/undo\"");

        var undone = post(kari, "/deletions/" + removal + "/undo");
        var again = post(kari, "/deletions/" + removal + "/undo");

        assertThat(undone.getHeader("Location")).isEqualTo(kari.system() + "?removal=" + removal);
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(get(kari, undone.getHeader("Location")).bodyAsString())
                .contains("Slettingen av Fjell AS er angret.");
        assertThat(get(kari, "/deletions/" + removal).bodyAsString()).contains("Angret av Kari Lunde");
        assertThat(state(kari, client)).isEqualTo(ClientState.NEVER);
    }

    @Test
    void once_it_has_started_it_cannot_be_undone_and_the_row_leads_to_the_receipt() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        long removal = removed(kari, "/clients/" + client + "/delete");
        start(removal);

        var late = post(kari, "/deletions/" + removal + "/undo");

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.bodyAsString()).contains("Slettingen er alt i gang og kan ikke angres.");
        assertThat(get(kari, kari.system()).bodyAsString())
                .contains("Slettes nå", "href=\"/deletions/" + removal + "\"")
                .doesNotContain("/undo");
        assertThat(get(kari, "/deletions/" + removal).bodyAsString())
                .contains("Slettes nå", "Venter", "SL-2")
                .doesNotContain("/undo");
        assertThat(post(kari, "/clients/" + client + "/send").statusCode()).isEqualTo(409);
        assertThat(post(kari, "/clients/" + client + "/activate").bodyAsString())
                .contains("Fjell AS blir slettet nå.");
    }

    // A system

    @Test
    void a_system_goes_only_after_its_name_was_typed() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        var path = kari.system() + "/delete";
        assertThat(get(kari, path).bodyAsString())
                .contains("Den ene klienten i integrasjonen blir slettet", "<dt>Tilkoblinger til Visma</dt><dd>1</dd>");

        var wrong = systemRemoved(kari, "visma eaccounting");
        var nothing = post(kari, path);
        assertThat(state(kari, client)).isEqualTo(ClientState.NEVER);
        var right = systemRemoved(kari, " Visma eAccounting ");

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.bodyAsString())
                .contains("aria-invalid=\"true\"", "value=\"visma eaccounting\"", "Ingenting er slettet.");
        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(get(kari, right.getHeader("Location")).bodyAsString()).contains("Visma eAccounting slettes kl.");
        assertThat(state(kari, client)).isEqualTo(ClientState.DELETING);
        assertThat(post(kari, "/clients/" + client + "/delete").getHeader("Location"))
                .as("what goes with the system need not go twice")
                .isEqualTo(right.getHeader("Location"));
    }

    @Test
    void a_system_without_clients_is_gone_at_once_and_has_its_receipt() {
        var kari = portal.visitor();

        var gone = systemRemoved(kari, "Visma eAccounting");

        assertThat(get(kari, kari.system()).statusCode()).isEqualTo(404);
        assertThat(get(kari, gone.getHeader("Location")).bodyAsString())
                .contains("Kvittering for sletting", "Kari Lunde", "Visma eAccounting");
    }

    // A way to Visma that was under way

    @Test
    void a_company_that_is_to_go_does_not_come_back_by_a_sign_in_that_was_under_way() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        var before = portal.visma().revoked().size();
        var away = left(kari);
        long removal = removed(kari, "/clients/" + client + "/delete");

        var waiting = back(kari, away, FJELL);
        var away2 = left(kari);
        start(removal);
        var running = back(kari, away2, FJELL);

        assertThat(waiting)
                .contains("Klienten er ikke lagt til")
                .containsPattern("Fjell AS slettes kl\\.\u00a0\\d\\d:\\d\\d\\. Angre slettingen hvis klienten skal");
        assertThat(running).contains("Fjell AS blir slettet nå.");
        assertThat(portal.visma().revoked()).hasSize(before + 2);
        assertThat(state(kari, client)).isEqualTo(ClientState.DELETING);
    }

    @Test
    void a_system_that_is_to_go_gets_no_new_client_but_removed_figures_hinder_nobody() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        post(kari, "/clients/" + client + "/activate");
        long figures = removed(kari, "/clients/" + client + "/delete-accounts");
        var renewed = back(kari, left(kari), FJELL);
        assertThat(waiting(client)).as("a renewed consent hurries nothing").isEqualTo(1);
        post(kari, "/deletions/" + figures + "/undo");

        systemRemoved(kari, "Visma eAccounting");

        assertThat(renewed).isEmpty();
        assertThat(back(kari, left(kari), FJORD)).contains("Visma eAccounting slettes kl.");
        assertThat(get(kari, kari.system()).bodyAsString()).doesNotContain("Fjord AS");
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> systemRemoved(Visitor visitor, String typed) {
        var form = fields(visitor).add("name", typed);
        return Await.result(portal.request(visitor, HttpMethod.POST, visitor.system() + "/delete")
                .rxSendForm(form));
    }

    private URI left(Visitor visitor) {
        return URI.create(post(visitor, visitor.system() + "/connect").getHeader("Location"));
    }

    private String back(Visitor visitor, URI away, Company company) {
        var code = portal.visma().consent(company);
        var answer = get(visitor, "/visma/callback?state=" + Portal.state(away) + "&code=" + code);
        return answer.body() == null ? "" : answer.bodyAsString();
    }

    private long removed(Visitor visitor, String path) {
        var told = post(visitor, path).getHeader("Location");
        return Long.parseLong(told.replaceAll(".*removal=", ""));
    }

    /** Removals of the client that keep the time they were given. */
    private long waiting(ClientId client) {
        return count(
                "SELECT count(*) FROM gateway.runs WHERE client_id = $1 AND ended_at IS NULL"
                        + " AND stage = 'REMOVAL' AND not_before > now() + interval '9 minutes'",
                client);
    }

    /** The time to undo it is over. */
    private void start(long removal) {
        run("UPDATE gateway.removals SET starts_at = now() - interval '1 second' WHERE removal_id = $1", removal);
    }

    /** What a publication would write of books without a voucher. */
    private void books(ClientId client) {
        long id = client.value();
        run(
                "INSERT INTO gateway.generations (client_id, gen, run_id, stage, coverage, as_of, result, verdict, counts)"
                        + " VALUES ($1, 1, 1, 'REST', '{}', now(), 'DONE', 'OK', '{}')",
                id);
        run(
                "INSERT INTO gateway.books (client_id, current_gen, published_at, verified_at, verdict)"
                        + " VALUES ($1, 1, now(), now(), 'OK')",
                id);
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

    private HttpResponse<Buffer> send(Visitor visitor, String route, long integration, long client, long removal) {
        var words = route.split(" ", 2);
        var path = words[1].replace("{i}", Long.toString(integration))
                .replace("{c}", Long.toString(client))
                .replace("{d}", Long.toString(removal));
        return words[0].equals("GET") ? get(visitor, path) : post(visitor, path);
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend());
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> post(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.POST, path).rxSendForm(fields(visitor)));
    }

    private static MultiMap fields(Visitor visitor) {
        return MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal());
    }

    private static String text(HttpResponse<Buffer> answer) {
        return REFERENCE.matcher(answer.bodyAsString()).replaceAll("");
    }
}
