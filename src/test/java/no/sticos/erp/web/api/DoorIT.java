package no.sticos.erp.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpRequest;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import no.sticos.erp.connect.ApiScope;
import no.sticos.erp.db.Sql;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.LogLines;
import no.sticos.erp.testing.Portal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is let in, with what, how often; and what everybody else is told. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorIT {
    private final Portal portal;

    DoorIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void a_key_is_told_what_it_is_and_never_itself() {
        var kari = portal.visitor();
        var program = Program.of(portal, kari, ApiScope.BOOKS_READ, ApiScope.CLIENTS_READ);

        var key = program.get("/key");

        assertThat(key.getString("name")).isEqualTo("Nattlig");
        assertThat(key.getString("firm")).isEqualTo(kari.session().firmName());
        assertThat(key.getJsonArray("scopes").stream().map(String::valueOf))
                .containsExactly("clients:read", "books:read");
        assertThat(key.encode()).doesNotContain(program.key().substring(4));
    }

    @Test
    void nobody_comes_in_without_a_key_that_works_and_a_session_is_none() {
        var kari = portal.visitor();
        var ended = Program.of(portal, kari, ApiScope.CLIENTS_READ);
        change("UPDATE gateway.api_keys SET expires_at = now() WHERE tenant_id = "
                + kari.session().tenant());

        for (var key : List.of(
                "",
                "erp_",
                "erp_" + "A".repeat(43),
                ended.key(),
                "x y",
                kari.cookie().reveal())) {
            refused(Program.with(portal, key).call(HttpMethod.GET, "/integrations"));
        }
        refused(sent(request("/integrations")));
        refused(sent(request("/integrations")
                .putHeader("Cookie", "erp=" + kari.cookie().reveal())));
        refused(sent(request("/integrations").putHeader("Authorization", "Basic " + ended.key())));
        refused(sent(request("/integrations?key=" + ended.key())));
        refused(Program.held(
                HttpMethod.POST,
                "/integrations",
                Await.result(portal.request(kari, HttpMethod.POST, ApiRoutes.ROOT + "/integrations")
                        .putHeader("X-CSRF-Token", kari.session().csrf().reveal())
                        .rxSendJsonObject(new JsonObject().put("system", "visma-eaccounting")))));
    }

    private static void refused(HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(401);
        assertThat(answer.getHeader("WWW-Authenticate")).startsWith("Bearer realm=\"ERP-integrasjon\"");
        assertThat(answer.bodyAsJsonObject().getString("type")).isEqualTo("urn:sticos:erp:cause:apiKeyRefused");
        assertThat(answer.bodyAsJsonObject().getString("title")).isEqualTo("API-nøkkelen gjelder ikke");
        assertThat(answer.bodyAsJsonObject().getString("detail")).contains("API-nøkkelen mangler, er utløpt");
    }

    @Test
    void a_key_opens_what_its_scopes_say_and_is_told_which_one_it_lacks() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", "974760673");
        for (var scope : ApiScope.values()) {
            var lacking = Program.of(portal, kari, except(scope));
            for (var operation : ApiDescription.read().operations()) {
                var needed = operation.scopes();
                if (needed == null || !needed.contains(scope)) {
                    continue;
                }
                var path =
                        operation.path().replace("{client}", client.toString()).replaceAll("\\{\\w+}", "1");
                var answer = lacking.call(operation.method(), path);
                assertThat(answer.statusCode()).as(operation.id()).isEqualTo(403);
                assertThat(answer.getHeader("WWW-Authenticate"))
                        .contains("error=\"insufficient_scope\", scope=\"" + scope.word() + "\"");
                assertThat(answer.bodyAsJsonObject().getString("detail")).contains(scope.word());
            }
        }
        assertThat(portal.trail(kari)).doesNotContain("sync_requested", "client_removed");
    }

    private static ApiScope[] except(ApiScope scope) {
        return Arrays.stream(ApiScope.values()).filter(each -> each != scope).toArray(ApiScope[]::new);
    }

    @Test
    void a_key_calls_so_often_a_minute_and_no_other_key_waits_for_it() {
        var kari = portal.visitor();
        var busy = Program.of(portal, kari, ApiScope.CLIENTS_READ);
        var other = Program.of(portal, kari, ApiScope.BOOKS_READ);

        for (int call = 0; call < Door.MOST_A_MINUTE; call++) {
            assertThat(Await.result(request("/key")
                                    .putHeader("Authorization", "Bearer " + busy.key())
                                    .rxSend())
                            .statusCode())
                    .isEqualTo(200);
        }
        var answer = busy.call(HttpMethod.GET, "/key");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.getHeader("Retry-After"))).isBetween(1, 60);
        assertThat(other.call(HttpMethod.GET, "/key").statusCode()).isEqualTo(200);
    }

    @Test
    void only_json_goes_in_and_out_and_not_too_much_of_it() {
        var program = Program.mighty(portal, portal.visitor());

        for (var accept : List.of("text/html", "application/xml, text/csv;q=0.5")) {
            assertThat(sent(with(program, HttpMethod.GET, "/integrations").putHeader("Accept", accept))
                            .statusCode())
                    .isEqualTo(406);
        }
        for (var accept : List.of("*/*", "application/json;q=0.1, text/html", "application/*")) {
            assertThat(sent(with(program, HttpMethod.GET, "/integrations").putHeader("Accept", accept))
                            .statusCode())
                    .isEqualTo(200);
        }
        var form = with(program, HttpMethod.POST, "/integrations")
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        assertThat(posted(form, "system=visma-eaccounting").statusCode()).isEqualTo(415);
        var json = with(program, HttpMethod.POST, "/integrations").putHeader("Content-Type", "application/json");
        assertThat(posted(json, "{\"system\": \"" + "x".repeat(ApiRoutes.LONGEST_BODY) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        for (var text : List.of("", "{", "[]", "7", "null", "{\"system\": 7}", "{\"system\": \"other\"}", "{}")) {
            var answer = posted(json, text);
            assertThat(answer.statusCode()).as(text).isEqualTo(400);
            assertThat(answer.bodyAsJsonObject().getString("field")).isIn("body", "system");
        }
        assertThat(posted(json, "{\"system\": \"visma-eaccounting\"}").statusCode())
                .isEqualTo(200);
        assertThat(posted(
                                with(program, HttpMethod.GET, "/integrations")
                                        .putHeader("Content-Type", "application/json"),
                                "{}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_an_address_asks_with_is_held_to_the_description() {
        var kari = portal.visitor();
        var program = Program.mighty(portal, kari);
        var clients = kari.system() + "/clients";

        for (var wrong : List.of(
                "limit=0",
                "limit=201",
                "limit=x",
                "limit=",
                "limit=1&limit=2",
                "after=-1",
                "after=99999999999999999999",
                "state=ok",
                "state=OK&state=x",
                "q=a%00",
                "q=" + "x".repeat(101),
                "unknown=1",
                "%3Cb%3E=1")) {
            var answer = program.call(HttpMethod.GET, clients + "?" + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.bodyAsJsonObject().getString("field"))
                    .as(wrong)
                    .isEqualTo(wrong.replaceFirst("=.*", "").replace("%3C", "").replace("%3E", "")
                            + (wrong.equals("state=ok") ? ".0" : wrong.endsWith("state=x") ? ".1" : ""));
        }
        assertThat(program.get(clients + "?state=OK&state=NEVER&q=%C3%A6&limit=200")
                        .getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void what_is_not_there_and_what_is_another_firms_are_not_found_in_the_same_words() {
        var kari = portal.visitor();
        var client = portal.client(kari, "Fjell AS", "974760673");
        var stranger = Program.mighty(portal, portal.visitor());

        for (var operation : ApiDescription.read().operations()) {
            if (!operation.path().contains("{client}") && !operation.path().contains("{integration}")) {
                continue;
            }
            var there = answered(
                    stranger, operation, client.toString(), kari.integration().toString());
            var nowhere = answered(stranger, operation, "999999999", "999999999");
            var none = answered(stranger, operation, "x", "0");
            assertThat(List.of(there.statusCode(), nowhere.statusCode(), none.statusCode()))
                    .as(operation.id())
                    .containsOnly(404);
            assertThat(there.bodyAsJsonObject().getString("detail"))
                    .isEqualTo(nowhere.bodyAsJsonObject().getString("detail"));
        }
        assertThat(stranger.call(HttpMethod.GET, "/nowhere").statusCode()).isEqualTo(404);
        assertThat(sent(portal.request(HttpMethod.GET, "/api/v2/key")).statusCode())
                .isEqualTo(404);
    }

    /** With what the operation needs to be asked with at all. */
    private static HttpResponse<Buffer> answered(Program program, Operation operation, String client, String system) {
        var path = operation.path().replace("{client}", client).replace("{integration}", system);
        path = path.replace("{voucher}", "6f1c7a52-0b0e-4f0b-9a53-0d3c1f2b9e11")
                .replace("{product}", "rapport")
                .replaceAll("\\{\\w+}", "1920");
        if (operation.required().contains("year")) {
            path += "?year=2026-01-01";
        } else if (operation.required().contains("clients")) {
            path += "?clients=1";
        }
        return program.call(operation.method(), path, Bodies.of(operation.id()));
    }

    @Test
    void no_key_stands_in_a_log_or_in_an_answer_that_tells_of_a_mistake() {
        var program = Program.mighty(portal, portal.visitor());
        try (var log = new LogLines("no.sticos.erp")) {
            program.call(HttpMethod.GET, "/clients/7");
            program.call(HttpMethod.GET, "/integrations?q=" + program.key());
            Program.with(portal, program.key() + "A").call(HttpMethod.GET, "/key");

            assertThat(log.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(program.key().substring(4)));
        }
    }

    @Test
    void who_has_an_answer_already_is_told_so() {
        var program = Program.mighty(portal, portal.visitor());
        var first = program.call(HttpMethod.GET, "/integrations");
        var again = with(program, HttpMethod.GET, "/integrations").putHeader("If-None-Match", first.getHeader("ETag"));

        assertThat(Await.result(again.rxSend()).statusCode()).isEqualTo(304);
        assertThat(first.getHeader("Vary")).contains("Authorization");
    }

    private HttpRequest<Buffer> request(String path) {
        return portal.request(HttpMethod.GET, ApiRoutes.ROOT + path);
    }

    private HttpRequest<Buffer> with(Program program, HttpMethod method, String path) {
        return portal.request(method, ApiRoutes.ROOT + path).putHeader("Authorization", "Bearer " + program.key());
    }

    private static HttpResponse<Buffer> sent(HttpRequest<Buffer> request) {
        return Await.result(request.rxSend());
    }

    private static HttpResponse<Buffer> posted(HttpRequest<Buffer> request, String body) {
        return Await.result(request.rxSendBuffer(Buffer.buffer(body)));
    }

    private void change(String sql) {
        int changed = Await.result(portal.database().forGateway(tx -> tx.count(new Sql("test", sql))));
        assertThat(changed).isPositive();
    }
}
