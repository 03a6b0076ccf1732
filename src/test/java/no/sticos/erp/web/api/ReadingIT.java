package no.sticos.erp.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.web.client.StoredBooks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a firm's program is told of its firm. Each answer is held against the description as it comes. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingIT {
    private static final String FJELL = "974760673";

    private final Portal portal;

    ReadingIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void a_firm_without_anything_is_told_so() {
        var program = Program.mighty(portal, portal.newcomer());

        assertThat(items(program.get("/integrations"))).isEmpty();
        assertThat(program.get("/logins").getJsonArray("waiting")).isEmpty();
        assertThat(program.get("/bulk").getValue("newest")).isNull();
        assertThat(program.get("/bulk").getInteger("reach")).isZero();
        assertThat(program.get("/schedule").getString("nightFrom")).isEqualTo("22:00");
        assertThat(items(program.get("/people"))).hasSize(1);
        assertThat(items(program.get("/activity")))
                .extracting(line -> line.getString("action"))
                .containsExactly("api_key_created", "signed_in");
    }

    @Test
    void an_integration_has_its_clients_counted_by_state() {
        var kari = portal.visitor();
        portal.client(kari, "Fjell AS", FJELL);
        portal.client(kari, "Uten nummer", "");
        var program = Program.of(portal, kari, ApiScope.CLIENTS_READ);

        var listed = items(program.get("/integrations"));

        assertThat(listed).hasSize(1);
        assertThat(listed.get(0)).isEqualTo(program.get(kari.system()));
        assertThat(listed.get(0).getString("system")).isEqualTo("visma-eaccounting");
        assertThat(listed.get(0).getJsonObject("states").getMap()).isEqualTo(Map.of("NEVER", 1, "BLOCKED", 1));
        assertThat(listed.get(0).getInteger("inactiveClients")).isEqualTo(2);
    }

    @Test
    void clients_are_read_part_by_part_each_of_them_once_also_while_one_is_renamed() {
        var kari = portal.visitor();
        var all = new ArrayList<Long>();
        for (int number = 1; number <= 7; number++) {
            all.add(portal.client(kari, "Klient " + (10 - number), "").value());
        }
        var program = Program.of(portal, kari, ApiScope.CLIENTS_READ);
        var seen = new ArrayList<Long>();
        var next = "";
        do {
            var page = program.get(kari.system() + "/clients?limit=3" + next);
            items(page).forEach(client -> seen.add(client.getLong("id")));
            change("UPDATE gateway.clients SET name = 'A' WHERE client_id = " + all.get(5));
            next = page.getString("next") == null ? "" : "&after=" + page.getString("next");
        } while (!next.isEmpty());

        assertThat(seen).isEqualTo(all);
        var found = items(program.get(kari.system() + "/clients?q=klient%209"));
        assertThat(found).extracting(client -> client.getString("name")).containsExactly("Klient 9");
        assertThat(items(program.get(kari.system() + "/clients?state=OK&state=HELD")))
                .isEmpty();
        assertThat(items(program.get(kari.system() + "/clients?state=BLOCKED"))).hasSize(7);
    }

    @Test
    void a_client_is_told_with_its_state_its_cause_and_its_figures() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var twin = portal.client(kari, "Fjell Avd. 2 AS", FJELL);
        var program = Program.of(portal, kari, ApiScope.CLIENTS_READ);
        Await.done(portal.rooms()
                .switching()
                .activate(kari.session().tenant(), client, kari.session().person())
                .ignoreElement());

        var queued = program.get("/clients/" + client);
        assertThat(queued.getString("state")).isEqualTo("QUEUED");
        assertThat(queued.getJsonObject("run").getInteger("queuePlace")).isPositive();
        assertThat(queued.getJsonObject("identity").getMap()).containsEntry("orgnr", FJELL);
        assertThat(queued.getValue("cause")).isNull();
        assertThat(queued.getBoolean("active")).isTrue();
        assertThat(queued.getString("switchedBy")).isEqualTo("Kari Lunde");

        var blocked = program.get("/clients/" + twin);
        assertThat(blocked.getString("state")).isEqualTo("BLOCKED");
        assertThat(blocked.getJsonObject("cause").getString("text")).contains("Samme orgnr som Fjell AS");

        change("UPDATE gateway.runs SET state = 'FAILED', cause = 'companyClosed', ended_at = now() WHERE client_id = "
                + client);
        var failed = program.get("/clients/" + client);
        assertThat(failed.getString("state")).isEqualTo("FAILED");
        assertThat(failed.getJsonObject("cause").getString("key")).isEqualTo("companyClosed");
        assertThat(failed.getJsonObject("cause").getString("text")).contains("Fjell AS er ikke aktiv i Visma");
    }

    @Test
    void a_personal_number_is_never_told_nor_a_part_of_it() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Ola Vik", "13097248022");
        var program = Program.mighty(portal, kari);

        var told = program.get("/clients/" + client);

        assertThat(told.getJsonObject("identity").getString("kind")).isEqualTo("PERSONAL");
        assertThat(told.encode()).doesNotContain("130972", "48022");
    }

    @Test
    void what_was_fetched_is_read_run_by_run_newest_first() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        for (int run = 0; run < 3; run++) {
            run(
                    client,
                    "INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, state, started_at,"
                            + " ended_at, cause, cause_args, reference) SELECT $1, c.tenant_id, 'ALL', 'SCHEDULE',"
                            + " 'schedule', 'FAILED', now(), now(), 'vismaDown', '{}', '7F3K-22'"
                            + " FROM gateway.clients c WHERE c.client_id = $1");
        }
        var program = Program.of(portal, kari, ApiScope.CLIENTS_READ);

        var first = program.get("/clients/" + client + "/runs?limit=2");
        var rest = program.get("/clients/" + client + "/runs?limit=2&before=" + first.getString("next"));

        assertThat(items(first)).hasSize(2);
        assertThat(items(rest)).hasSize(1);
        assertThat(rest.getValue("next")).isNull();
        var ids = Stream.concat(items(first).stream(), items(rest).stream())
                .map(run -> run.getLong("id"))
                .toList();
        assertThat(ids).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
        assertThat(items(first).get(0).getValue("by")).isNull();
        assertThat(items(first).get(0).getJsonObject("cause").getString("text")).startsWith("Visma svarte ikke");
        assertThat(items(first).get(0).getString("reference")).isEqualTo("7F3K-22");
    }

    @Test
    void published_books_are_told_to_the_last_digit() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var own = "/clients/" + client;
        var program = Program.of(portal, kari, ApiScope.BOOKS_READ);
        for (var path : List.of("/proof", "/years", "/trial-balance", "/months")) {
            assertThat(program.call(HttpMethod.GET, own + path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        new StoredBooks(portal.database(), client).twoGenerations();

        var newest = program.get(own + "/trial-balance");
        assertThat(newest.getInteger("generation")).isEqualTo(2);
        assertThat(newest.getString("yearStart")).isEqualTo("2026-01-01");
        assertThat(newest.getString("verdict")).isEqualTo("DEVIATION");
        var lines = objects(newest.getJsonArray("lines"));
        assertThat(lines).extracting(line -> line.getInteger("account")).containsExactly(1920, 2000, 3000);
        assertThat(new BigDecimal(lines.get(0).getString("closing"))).isEqualByComparingTo("1160.10");
        assertThat(new BigDecimal(lines.get(2).getString("visma"))).isEqualByComparingTo("-12");
        assertThat(lines.get(2).getString("verdict")).isEqualTo("DEVIATION");

        assertThat(objects(program.get(own + "/trial-balance?only=deviations").getJsonArray("lines")))
                .extracting(line -> line.getString("name"))
                .containsExactly("Salgsinntekt");
        assertThat(objects(program.get(own + "/trial-balance?year=2025-01-01&generation=1&q=19")
                        .getJsonArray("lines")))
                .hasSize(1);
        assertThat(program.call(HttpMethod.GET, own + "/trial-balance?generation=9")
                        .statusCode())
                .isEqualTo(404);

        assertThat(objects(program.get(own + "/years").getJsonArray("years")))
                .extracting(year -> year.getString("start"))
                .containsExactly("2026-01-01", "2025-01-01");
        var months = objects(program.get(own + "/months?year=2025-01-01").getJsonArray("months"));
        assertThat(months).hasSize(12);
        assertThat(new BigDecimal(months.get(1).getString("income"))).isEqualByComparingTo("1100.10");
        var proof = program.get(own + "/proof");
        assertThat(proof.getInteger("generation")).isEqualTo(2);
        assertThat(proof.getString("verdict")).isEqualTo("DEVIATION");
    }

    @Test
    void a_number_is_explained_down_to_what_visma_sent() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        new StoredBooks(portal.database(), client).twoGenerations();
        var own = "/clients/" + client;
        var program = Program.of(portal, kari, ApiScope.BOOKS_READ);

        var account = program.get(own + "/accounts/1920?year=2026-01-01");
        assertThat(account.getString("closing")).startsWith("1160.1");
        var row = account.getJsonArray("rows").getJsonObject(0);
        var voucher = program.get(own + "/vouchers/" + row.getString("voucher"));
        assertThat(voucher.getString("number")).isEqualTo("A 2");
        assertThat(voucher.getJsonArray("versions")).hasSize(1);

        for (var nothing : List.of(
                "/accounts/1920?year=2020-01-01",
                "/accounts/7777?year=2026-01-01",
                "/accounts/x?year=2026-01-01",
                "/vouchers/x",
                "/vouchers/6f1c7a52-0b0e-4f0b-9a53-0d3c1f2b9e11")) {
            assertThat(program.call(HttpMethod.GET, own + nothing).statusCode())
                    .as(nothing)
                    .isEqualTo(404);
        }
        for (var wrong : List.of("", "?year=2026", "?year=2026-01-01&after=x", "?year=2026-01-01&generation=0")) {
            assertThat(program.call(HttpMethod.GET, own + "/accounts/1920" + wrong)
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void gaps_vanished_vouchers_and_changes_in_locked_periods_are_told() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        new StoredBooks(portal.database(), client).twoGenerations().heldBack(3);
        run(
                client,
                "INSERT INTO gateway.period_changes (client_id, gen, from_gen, reopened, added, changed, deleted)"
                        + " VALUES ($1, 2, 1, '{}', 3, 0, 0)");
        for (int line = 1; line <= 3; line++) {
            run(
                    client,
                    "INSERT INTO gateway.locked_changes (client_id, gen, line, voucher_id, what, number_after, date_after,"
                            + " locks, locked_to, accounts) VALUES ($1, 2, " + line
                            + ", gen_random_uuid(), 'NEW', 'A 2',"
                            + " '2026-03-01', '{company}', '{2026-03-31}', 0)");
        }
        var own = "/clients/" + client;
        var program = Program.of(portal, kari, ApiScope.BOOKS_READ);

        assertThat(program.get(own + "/vanished").getInteger("all")).isEqualTo(3);
        assertThat(objects(program.get(own + "/vanished").getJsonArray("vouchers")))
                .extracting(voucher -> voucher.getString("number"))
                .contains("B 1", "B 2", "B 3");
        var first = program.get(own + "/locked-changes?limit=2");
        assertThat(first.getInteger("added")).isEqualTo(3);
        assertThat(first.getJsonArray("changes")).hasSize(2);
        var rest = program.get(own + "/locked-changes?limit=2&after=" + first.getString("next"));
        assertThat(rest.getJsonArray("changes")).hasSize(1);
        assertThat(rest.getValue("next")).isNull();
        assertThat(program.get(own + "/voucher-numbers").getJsonArray("series")).isNotNull();
    }

    @Test
    void consents_deliveries_schedules_and_sign_ins_that_wait_are_told() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var own = "/clients/" + client;
        var program = Program.of(portal, kari, ApiScope.CLIENTS_READ);

        var consent = program.get(own + "/consent");
        assertThat(consent.getString("by")).isEqualTo("Kari Lunde");
        assertThat(consent.getJsonArray("scopes").stream().map(String::valueOf))
                .containsExactly("ea:api", "offline_access");
        assertThat(consent.getJsonArray("missing").stream().map(String::valueOf))
                .contains("ea:sales_readonly");
        assertThat(items(program.get(own + "/deliveries"))).isEmpty();
        assertThat(program.get(own + "/schedule").getJsonObject("schedule").getBoolean("nightly"))
                .isTrue();
        assertThat(program.call(HttpMethod.GET, own + "/invitation").statusCode())
                .isEqualTo(404);
        assertThat(objects(program.get("/logins").getJsonArray("lacking")))
                .extracting(lacking -> lacking.getLong("client"))
                .containsExactly(client.value());

        Await.done(portal.rooms()
                .switching()
                .activate(kari.session().tenant(), client, kari.session().person())
                .ignoreElement());
        change("UPDATE gateway.grants SET api_active = false, cause = 'tokenRefused' WHERE client_id = " + client);
        var waiting = objects(program.get("/logins").getJsonArray("waiting"));
        assertThat(waiting).hasSize(1);
        assertThat(waiting.get(0).getJsonObject("cause").getString("text"))
                .startsWith("Visma godtar ikke påloggingen lenger.");
        assertThat(program.get(own).getString("state")).isEqualTo("NEEDS_LOGIN");
    }

    @Test
    void what_would_go_is_counted_and_what_goes_has_a_receipt() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        var program = Program.of(portal, kari, ApiScope.CLIENTS_READ);
        assertThat(program.get("/clients/" + client + "/removal-preview").getJsonObject("rows"))
                .isNotNull();
        assertThat(program.get(kari.system() + "/removal-preview").getJsonObject("rows"))
                .isNotNull();

        portal.post(kari, "/clients/" + client + "/delete");
        long removal =
                program.get("/clients/" + client).getJsonObject("leaving").getLong("removal");
        var receipt = program.get("/removals/" + removal);

        assertThat(receipt.getString("kind")).isEqualTo("CLIENT");
        assertThat(receipt.getString("askedBy")).isEqualTo("Kari Lunde");
        assertThat(receipt.getBoolean("undoable")).isTrue();
        assertThat(objects(receipt.getJsonArray("parts")))
                .extracting(part -> part.getString("name"))
                .containsExactly("Fjell AS");
        assertThat(program.get("/clients/" + client).getString("state")).isEqualTo("DELETING");
        assertThat(Program.mighty(portal, portal.visitor())
                        .call(HttpMethod.GET, "/removals/" + removal)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void the_trail_is_read_line_by_line_and_narrowed_as_on_its_page() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", FJELL);
        portal.post(kari, "/clients/" + client + "/activate");
        var program = Program.of(portal, kari, ApiScope.ACTIVITY_READ);

        var all = items(program.get("/activity"));
        var seen = new ArrayList<JsonObject>();
        var next = "";
        do {
            var page = program.get("/activity?limit=1" + next);
            seen.addAll(items(page));
            next = page.getString("next") == null ? "" : "&before=" + page.getString("next");
        } while (!next.isEmpty());

        assertThat(seen).isEqualTo(all);
        var narrowed = items(program.get("/activity?action=client_activated&q=fjell&person=Kari%20Lunde"));
        assertThat(narrowed).hasSize(1);
        assertThat(narrowed.get(0).getString("event")).isEqualTo("Aktivert");
        assertThat(narrowed.get(0).getLong("client")).isEqualTo(client.value());
        assertThat(items(program.get("/activity?until=" + Instant.now().minusSeconds(3600))))
                .isEmpty();
        assertThat(items(program.get("/activity?from=" + Instant.now().minusSeconds(3600))))
                .isEqualTo(all);
        assertThat(program.call(HttpMethod.GET, "/activity?action=nothing").statusCode())
                .isEqualTo(400);
    }

    private static List<JsonObject> items(JsonObject answer) {
        return objects(answer.getJsonArray("items"));
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    private void change(String sql) {
        int changed = Await.result(portal.database().forGateway(tx -> tx.count(new Sql("test", sql))));
        assertThat(changed).isPositive();
    }

    private void run(ClientId client, String sql) {
        int changed = Await.result(portal.database().forGateway(tx -> tx.count(new Sql("test", sql), client.value())));
        assertThat(changed).isPositive();
    }
}
