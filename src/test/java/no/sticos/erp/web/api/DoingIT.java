package no.sticos.erp.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.web.client.StoredBooks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a firm's program does: once, as itself, and by the rules of the rooms. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoingIT {
    private static final String FJELL = "974760673";
    private static final String ITSELF = "API-nøkkel «Nattlig»";

    private final Portal portal;
    private final Vertx vertx;

    DoingIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        portal = new Portal(this.vertx, Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void an_integration_is_made_once_however_often_it_is_asked_for() {
        var nina = portal.newcomer();
        var program = program(nina);

        var first = sent(program, HttpMethod.POST, "/integrations", Bodies.of("createIntegration"));
        var second = sent(program, HttpMethod.POST, "/integrations", Bodies.of("createIntegration"));

        assertThat(first.getBoolean("existed")).isFalse();
        assertThat(second.getBoolean("existed")).isTrue();
        assertThat(second.getLong("id")).isEqualTo(first.getLong("id"));
        assertThat(lines(nina, "integration_created")).containsExactly(ITSELF);
    }

    @Test
    void a_client_is_switched_on_fetched_and_switched_off_by_the_key_itself() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var own = "/clients/" + client;
        var program = program(kari);

        var on = sent(program, HttpMethod.POST, own + "/activate", null);
        assertThat(on.getString("state")).isEqualTo("QUEUED");
        assertThat(on.getString("switchedBy")).isEqualTo(ITSELF);
        assertThat(sent(program, HttpMethod.POST, own + "/activate", null).getString("state"))
                .isEqualTo("QUEUED");
        assertThat(runs(client)).hasSize(1);

        var joined = program.call(HttpMethod.POST, own + "/send");
        assertThat(joined.statusCode()).isEqualTo(202);
        assertThat(joined.bodyAsJsonObject().getBoolean("started")).isFalse();
        ended(client);
        assertThat(program.call(HttpMethod.POST, own + "/send")
                        .bodyAsJsonObject()
                        .getBoolean("started"))
                .isTrue();
        ended(client);
        assertThat(program.call(HttpMethod.POST, own + "/reread")
                        .bodyAsJsonObject()
                        .getBoolean("started"))
                .isTrue();
        assertThat(runs(client)).hasSize(3).containsOnly(ITSELF);

        for (int time = 0; time < 2; time++) {
            assertThat(sent(program, HttpMethod.POST, own + "/deactivate", null).getString("state"))
                    .isEqualTo("INACTIVE");
        }
        assertThat(lines(kari, "client_activated")).containsExactly(ITSELF);
        assertThat(lines(kari, "client_deactivated")).containsExactly(ITSELF);
        assertThat(lines(kari, "sync_requested")).containsExactly(ITSELF, ITSELF);
    }

    @Test
    void who_is_switched_off_is_not_fetched_and_the_program_is_told() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var program = program(kari);

        for (var path : List.of("/send", "/reread", "/vanished/accept")) {
            var answer = program.call(HttpMethod.POST, "/clients/" + client + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(409);
            assertThat(answer.bodyAsJsonObject().getString("detail"))
                    .isEqualTo("Fjell AS er ikke aktiv. Aktiver klienten, og prøv igjen.");
        }
        assertThat(runs(client)).isEmpty();
    }

    @Test
    void two_with_one_number_are_not_switched_on_nor_one_without_any() {
        var kari = portal.visitor();
        var first = portal.client(kari, "Fjell AS", FJELL);
        var twin = portal.client(kari, "Fjell Avd. 2 AS", FJELL);
        var none = portal.client(kari, "Uten nummer", "");
        var program = program(kari);
        sent(program, HttpMethod.POST, "/clients/" + first + "/activate", null);

        var refused = program.call(HttpMethod.POST, "/clients/" + twin + "/activate");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.bodyAsJsonObject().getString("type")).endsWith(":duplicate");
        assertThat(refused.bodyAsJsonObject().getString("detail")).contains("Fjell AS");
        assertThat(program.call(HttpMethod.POST, "/clients/" + none + "/activate")
                        .statusCode())
                .isEqualTo(422);
        assertThat(runs(twin)).isEmpty();
    }

    @Test
    void a_client_that_was_put_right_in_visma_is_read_again() {
        var kari = portal.visitor();
        var company = new Company("put-right", "Fjell AS", "", "NO", true);
        var client = portal.connected(kari, company);
        portal.visma().describe(new Company("put-right", "Fjell Holding AS", FJELL, "NO", true));

        var told = sent(program(kari), HttpMethod.POST, "/clients/" + client + "/recheck", null);

        assertThat(told.getString("name")).isEqualTo("Fjell Holding AS");
        assertThat(told.getString("state")).isEqualTo("NEVER");
        assertThat(lines(kari, "identity_renewed")).containsExactly(ITSELF);
    }

    @Test
    void somebody_of_the_firm_answers_for_a_client_and_nobody_else() {
        var kari = portal.visitor();
        var liv = portal.colleague(kari);
        var stranger = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var path = "/clients/" + client + "/responsible";
        var program = program(kari);
        var body = new JsonObject().put("person", liv.session().person().subject());

        assertThat(sent(program, HttpMethod.PUT, path, body).getString("responsible"))
                .isEqualTo("Liv Dal");
        sent(program, HttpMethod.PUT, path, body);
        assertThat(lines(kari, "responsible_changed")).containsExactly(ITSELF);

        body.put("person", stranger.session().person().subject());
        assertThat(program.call(HttpMethod.PUT, path, body).statusCode()).isEqualTo(404);
        assertThat(program.get("/clients/" + client).getString("responsible")).isEqualTo("Liv Dal");
    }

    @Test
    void schedules_are_chosen_for_all_and_for_one_and_dropped_again() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var own = "/clients/" + client + "/schedule";
        var program = program(kari);
        var usual = program.get("/schedule");

        assertThat(sent(program, HttpMethod.PUT, "/schedule", Bodies.schedule()))
                .isEqualTo(Bodies.schedule());
        assertThat(program.get(own).getJsonObject("schedule")).isEqualTo(Bodies.schedule());
        var other = Bodies.schedule().putNull("everyMinutes").put("nights", 3);
        assertThat(sent(program, HttpMethod.PUT, own, other).getJsonObject("schedule"))
                .isEqualTo(other);
        assertThat(program.get("/schedule")).isEqualTo(Bodies.schedule());
        assertThat(sent(program, HttpMethod.DELETE, own, null).getJsonObject("schedule"))
                .isEqualTo(Bodies.schedule());
        assertThat(sent(program, HttpMethod.DELETE, "/schedule", null)).isEqualTo(usual);

        for (var wrong : List.of(
                Bodies.schedule().put("everyMinutes", 4),
                Bodies.schedule().put("nights", 0),
                Bodies.schedule().put("nights", 367),
                Bodies.schedule().put("dayFrom", "24:00"),
                Bodies.schedule().put("dayFrom", "08:30"),
                Bodies.schedule().put("nightly", "yes"),
                Bodies.schedule().put("more", 1))) {
            assertThat(program.call(HttpMethod.PUT, "/schedule", wrong).statusCode())
                    .as(wrong.encode())
                    .isEqualTo(400);
        }
        assertThat(program.get("/schedule")).isEqualTo(usual);
        assertThat(lines(kari, "schedule_changed")).hasSize(4).containsOnly(ITSELF);
    }

    @Test
    void a_round_over_all_is_begun_once_paused_gone_on_with_and_ended() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var program = program(kari);
        sent(program, HttpMethod.POST, "/clients/" + client + "/activate", null);
        assertThat(program.get("/bulk").getInteger("reach")).isEqualTo(1);

        var begun = sent(program, HttpMethod.POST, "/bulk", null);
        var path = "/bulk/" + begun.getLong("id");
        assertThat(sent(program, HttpMethod.POST, "/bulk", null).getLong("id")).isEqualTo(begun.getLong("id"));
        assertThat(begun.getString("askedBy")).isEqualTo(ITSELF);
        for (int time = 0; time < 2; time++) {
            assertThat(sent(program, HttpMethod.POST, path + "/pause", null).getBoolean("paused"))
                    .isTrue();
        }
        assertThat(sent(program, HttpMethod.POST, path + "/resume", null).getBoolean("paused"))
                .isFalse();
        assertThat(sent(program, HttpMethod.POST, path + "/stop", null).getBoolean("open"))
                .isFalse();
        assertThat(program.get("/bulk").getJsonObject("newest").getString("stoppedBy"))
                .isEqualTo(ITSELF);

        assertThat(lines(kari, "bulk_started")).hasSize(1);
        assertThat(lines(kari, "bulk_paused")).hasSize(1);
        assertThat(program(portal.visitor())
                        .call(HttpMethod.POST, path + "/stop")
                        .statusCode())
                .isEqualTo(404);
        assertThat(program.call(HttpMethod.POST, "/bulk/999999999/stop").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_person_is_told_where_to_sign_in_and_nobody_is_handed_vismas_own_address() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var program = program(kari);

        assertThat(program.get(kari.system() + "/connect").getString("url"))
                .isEqualTo("http://localhost" + kari.system() + "/connect");
        assertThat(program.get("/clients/" + client + "/reconnect").getString("url"))
                .isEqualTo("http://localhost/clients/" + client + "/connection");
        assertThat(portal.get(kari, kari.system() + "/connect").statusCode()).isEqualTo(200);
        assertThat(portal.get(kari, "/clients/" + client + "/connection").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_link_is_made_for_a_company_and_for_a_client_and_opens_what_it_says() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var program = program(kari);

        var made = sent(
                program,
                HttpMethod.POST,
                kari.system() + "/invitations",
                new JsonObject()
                        .put("orgnr", "NO 309 139 097 MVA")
                        .put("email", "a@b.example")
                        .put("name", "Bakst"));
        assertThat(made.getBoolean("sent")).isFalse();
        assertThat(made.getBoolean("repeated")).isFalse();
        assertThat(page(made)).contains("Bakst", ITSELF);

        var again = sent(program, HttpMethod.POST, "/clients/" + client + "/invitations", Bodies.of("inviteClient"));
        assertThat(page(again)).contains("Fjell AS");
        var open = program.get("/clients/" + client + "/invitation");
        assertThat(open.getString("recipient")).isEqualTo("leder@fjell.example");
        assertThat(open.getString("by")).isEqualTo(ITSELF);
        assertThat(lines(kari, "invited")).containsExactly(ITSELF, ITSELF);

        for (var wrong : List.of(
                new JsonObject().put("orgnr", "974760674").put("email", "a@b.example"),
                new JsonObject().put("orgnr", FJELL).put("email", "a@b, c@d.example"),
                new JsonObject().put("orgnr", FJELL))) {
            assertThat(program.call(HttpMethod.POST, kari.system() + "/invitations", wrong)
                            .statusCode())
                    .as(wrong.encode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_link_that_is_sent_is_its_receivers_alone_and_sent_once_a_minute() {
        var mailing = Portal.mailing(vertx);
        try {
            var kari = mailing.visitor();
            var client = mailing.client(kari, "Fjell AS", FJELL);
            var program = Program.mighty(mailing, kari);
            var path = "/clients/" + client + "/invitations";

            var first = sent(program, HttpMethod.POST, path, Bodies.of("inviteClient"));
            var second = sent(program, HttpMethod.POST, path, Bodies.of("inviteClient"));

            assertThat(first.getBoolean("sent")).isTrue();
            assertThat(first.getValue("url")).isNull();
            assertThat(second.getBoolean("repeated")).isTrue();
        } finally {
            mailing.close();
        }
    }

    @Test
    void a_gap_is_explained_as_on_its_page_and_one_that_is_not_there_is_not() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        new StoredBooks(portal.database(), client).twoGenerations();
        run(
                client,
                "INSERT INTO gateway.number_series (client_id, gen, year_start, series, year_end, first_number,"
                        + " last_number, numbers, vouchers, unreadable, gaps)"
                        + " VALUES ($1, 2, '2026-01-01', 'A', '2026-12-31', 1001, 1190, 189, 189, 0, 1)");
        run(
                client,
                "INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, series, from_number,"
                        + " to_number) VALUES ($1, 2, 'C7', 1, '2026-01-01', 'A', 1044, 1044)");
        var path = "/clients/" + client + "/voucher-numbers/notes";
        var program = program(kari);

        var gone = program.call(HttpMethod.POST, path, Bodies.note("B", 3, 4, "Makulert"));
        assertThat(gone.statusCode()).isEqualTo(400);
        assertThat(gone.bodyAsJsonObject().getString("type")).endsWith(":gapGone");
        var silent = program.call(HttpMethod.POST, path, Bodies.note("A", 1044, 1044, "  "));
        assertThat(silent.bodyAsJsonObject().getString("type")).endsWith(":noteLength");
        assertThat(lines(kari, "gap_explained")).isEmpty();

        var series = objects(sent(program, HttpMethod.POST, path, Bodies.note("A", 1044, 1044, " Makulert "))
                .getJsonArray("series"));
        assertThat(series.get(0).getInteger("openGaps")).isZero();
        var gap = series.get(0).getJsonArray("gaps").getJsonObject(0);
        assertThat(gap.getBoolean("explained")).isTrue();
        assertThat(gap.getJsonArray("notes").getJsonObject(0).getString("text")).isEqualTo("Makulert");
        assertThat(gap.getJsonArray("notes").getJsonObject(0).getString("author"))
                .isEqualTo(ITSELF);
        assertThat(lines(kari, "gap_explained")).containsExactly(ITSELF);
    }

    @Test
    void books_that_are_held_back_are_accepted_once() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var path = "/clients/" + client + "/vanished/accept";
        var program = program(kari);
        sent(program, HttpMethod.POST, "/clients/" + client + "/activate", null);
        new StoredBooks(portal.database(), client).twoGenerations().heldBack(3);
        run(
                client,
                "UPDATE gateway.runs SET state = 'HELD', cause = 'shrunk', cause_args = '{3}', gen = 3, ended_at = now()"
                        + " WHERE client_id = $1");

        assertThat(program.get("/clients/" + client).getJsonObject("cause").getString("text"))
                .startsWith("3 bilag er borte");
        assertThat(sent(program, HttpMethod.POST, path, null).getBoolean("changed"))
                .isTrue();
        assertThat(sent(program, HttpMethod.POST, path, null).getBoolean("changed"))
                .isFalse();
        assertThat(lines(kari, "generation_accepted")).containsExactly(ITSELF);
    }

    @Test
    void a_product_that_waits_is_sent_to_now_and_one_that_there_is_not_is_not_found() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var program = program(kari);

        assertThat(sent(program, HttpMethod.POST, "/clients/" + client + "/deliveries/rapport/resume", null)
                        .getBoolean("changed"))
                .isFalse();
        assertThat(program.call(HttpMethod.POST, "/clients/" + client + "/deliveries/nothing/resume")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_same_is_done_to_many_and_what_keeps_one_from_it_keeps_no_other() {
        var kari = portal.visitor();
        var fjell = portal.client(kari, "Fjell AS", FJELL);
        var none = portal.client(kari, "Uten nummer", "");
        var theirs = portal.client(portal.visitor(), "Andres AS", "309139097");
        var program = program(kari);
        var body = Bodies.many("action", "activate", fjell, none, theirs);

        for (int time = 0; time < 2; time++) {
            var outcomes = objects(sent(program, HttpMethod.POST, kari.system() + "/actions", body)
                    .getJsonArray("items"));
            assertThat(outcomes)
                    .extracting(outcome -> outcome.getBoolean("done"))
                    .containsExactly(true, false, false);
            assertThat(outcomes.get(1).getJsonObject("cause").getString("key")).isEqualTo("noId");
            assertThat(outcomes.get(2).getJsonObject("cause").getString("key")).isEqualTo("notFoundHere");
        }
        assertThat(lines(kari, "many_activated")).containsExactly(ITSELF);
        assertThat(lines(kari, "client_activated")).startsWith(ITSELF);
        var twice = Bodies.many("action", "send", fjell, fjell);
        assertThat(program.call(HttpMethod.POST, kari.system() + "/actions", twice)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_removes_is_told_by_a_receipt_can_be_undone_and_is_one_removal_however_often_it_is_asked_for() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var own = "/clients/" + client;
        var program = program(kari);

        long figures = removal(program.call(HttpMethod.DELETE, own + "/books"));
        assertThat(removal(program.call(HttpMethod.DELETE, own + "/books"))).isEqualTo(figures);
        assertThat(program.get("/removals/" + figures).getString("kind")).isEqualTo("FIGURES");
        long whole = removal(program.call(HttpMethod.DELETE, own));
        assertThat(program.get(own).getString("state")).isEqualTo("DELETING");
        assertThat(program.call(HttpMethod.POST, own + "/activate").statusCode())
                .isEqualTo(409);

        for (int time = 0; time < 2; time++) {
            assertThat(sent(program, HttpMethod.POST, "/removals/" + whole + "/undo", null)
                            .getString("undoneBy"))
                    .isEqualTo(ITSELF);
        }
        assertThat(program.get(own).getString("state")).isEqualTo("NEVER");
        assertThat(lines(kari, "client_removed")).containsExactly(ITSELF);
        assertThat(program(portal.visitor())
                        .call(HttpMethod.POST, "/removals/" + whole + "/undo")
                        .statusCode())
                .isEqualTo(404);

        var many = Bodies.many("what", "figures", client);
        assertThat(objects(sent(program, HttpMethod.POST, kari.system() + "/removals", many)
                        .getJsonArray("items")))
                .allMatch(outcome -> outcome.getBoolean("done"));
        assertThat(lines(kari, "many_figures_removed")).containsExactly(ITSELF);
    }

    @Test
    void an_integration_goes_only_by_the_word_of_who_knows_how_many_clients_go_with_it() {
        var kari = portal.visitor();
        portal.client(kari, "Fjell AS", FJELL);
        var program = program(kari);

        for (var wrong : List.of("", "?clients=0", "?clients=2", "?clients=x")) {
            var refused = program.call(HttpMethod.DELETE, kari.system() + wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(refused.bodyAsJsonObject().getString("field")).isEqualTo("clients");
        }
        assertThat(lines(kari, "integration_removed")).isEmpty();
        long removal = removal(program.call(HttpMethod.DELETE, kari.system() + "?clients=1"));
        assertThat(program.get("/removals/" + removal).getString("kind")).isEqualTo("SYSTEM");
        assertThat(lines(kari, "integration_removed")).containsExactly(ITSELF);
    }

    @Test
    void who_may_change_may_not_remove() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var program = Program.of(portal, kari, ApiScope.CLIENTS_READ, ApiScope.CLIENTS_WRITE);

        assertThat(program.call(HttpMethod.DELETE, "/clients/" + client).statusCode())
                .isEqualTo(403);
        assertThat(program.call(HttpMethod.DELETE, "/clients/" + client + "/books")
                        .statusCode())
                .isEqualTo(403);
        assertThat(program.get("/clients/" + client).getString("state")).isEqualTo("NEVER");
    }

    private Program program(Visitor visitor) {
        return Program.mighty(portal, visitor);
    }

    /** What came of it, which is done. */
    @CanIgnoreReturnValue
    private static JsonObject sent(Program program, HttpMethod method, String path, @Nullable JsonObject body) {
        var answer = program.call(method, path, body);
        assertThat(answer.statusCode()).as(path + ": " + answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    private static long removal(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
        return answer.bodyAsJsonObject().getLong("removal");
    }

    private String page(JsonObject made) {
        var path = made.getString("url").replaceFirst("^http://localhost", "");
        return Await.result(portal.request(HttpMethod.GET, path).rxSend()).bodyAsString();
    }

    /** Who did it, of the lines in the firm's trail that tell of it. */
    private List<String> lines(Visitor visitor, String action) {
        return texts("SELECT actor_name FROM gateway.audit_lines WHERE action = '" + action + "' AND tenant_id = "
                + visitor.session().tenant());
    }

    /** Who asked for each of the client's runs. */
    private List<String> runs(ClientId client) {
        return texts("SELECT requested_by FROM gateway.runs WHERE client_id = " + client);
    }

    private void ended(ClientId client) {
        run(
                client,
                "UPDATE gateway.runs SET state = 'DONE', started_at = now(), ended_at = now()"
                        + " WHERE client_id = $1 AND ended_at IS NULL");
    }

    private List<String> texts(String sql) {
        return Await.result(portal.database().forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private void run(ClientId client, String sql) {
        int changed = Await.result(portal.database().forGateway(tx -> tx.count(new Sql("test", sql), client.value())));
        assertThat(changed).isPositive();
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().flatMap(each -> Stream.of((JsonObject) each)).toList();
    }
}
