package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.UUID;
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

/** «Forklar tallet» over real HTTP: two pages, the same as JSON, and who may see them. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainRoutesIT {
    private static final String VOUCHER = "00000000-0000-0001-0000-000000000002";
    private static final String ACCOUNT = "/konto/1500?aar=2026-01-01";
    private static final String BOOKS =
            """
            WITH published AS (
                INSERT INTO gateway.books (client_id, current_gen, last_gen, published_at, verified_at, verdict)
                VALUES ($1, 2, 2, now(), now(), 'OK')
            ), generations AS (
                INSERT INTO gateway.generations (client_id, gen, run_id, stage, coverage, as_of, published_at, result,
                                                 verdict, counts)
                SELECT $1, g, 1, 'ALL', '{vouchers/2026-01-01}', '2026-02-01 10:00Z', '2026-02-01 10:05Z', 'DONE', 'OK',
                       '{}'
                  FROM generate_series(1, 2) g
            ), documents AS (
                INSERT INTO gateway.documents (client_id, resource, from_gen, doc, key, row_hash, books_hash, hash_version,
                                               body)
                VALUES ($1, 'fiscal_years', 1, 0, 'y', 1, 1, 1,
                        '{"Id":"00000000-0000-0000-0000-000000000026","StartDate":"2026-01-01","EndDate":"2026-12-31"}'),
                       ($1, 'accounts', 1, 0, 'y/1500', 1, 1, 1,
                        '{"FiscalYearId":"00000000-0000-0000-0000-000000000026","Number":"1500","Name":"Kunder <b>"}'),
                       ($1, 'opening_balances', 1, 0, '1500', 1, 1, 1, '{"Number":1500,"Balance":100.00}'),
                       ($1, 'account_balances', 1, 0, '2026-12-31/1500', 1, 1, 1,
                        '{"AccountNumber":1500,"Balance":350.75,"Date":"2026-12-31"}')
            ), vouchers AS (
                INSERT INTO gateway.vouchers (client_id, row_hash, books_hash, from_gen, doc, to_gen, hash_version,
                                              voucher_date, voucher_id, number, voucher_text, extra)
                VALUES ($1, 1, 1, 1, 0, 2, 1, '2026-02-03', $2, 'A 7', 'Gammel', NULL),
                       ($1, 2, 2, 2, 0, NULL, 1, '2026-02-03', $2, 'A 7', '<script>', '{"NewAmount": 1.10}')
            ), landed AS (
                INSERT INTO gateway.landed_pages (client_id, resource, gen, first_doc, docs, run_id, request, read_at)
                VALUES ($1, 'vouchers', 2, 0, 1, 9, 'GET /v2/vouchers?$page=1', '2026-02-01 10:01Z'),
                       ($1, 'account_balances', 1, 0, 1, 8, 'GET /v2/accountbalances/2026-12-31', '2026-02-01 10:02Z')
            )
            INSERT INTO gateway.voucher_rows (client_id, account, from_gen, doc, to_gen, voucher_date, row_no, debit, credit)
            VALUES ($1, 1500, 1, 0, 2, '2026-02-03', 1, 1.00, 0),
                   ($1, 1500, 2, 0, NULL, '2026-02-03', 1, 250.50, 0)""";

    private final Portal portal;
    private final Visitor kari;
    private final ClientId client;

    ExplainRoutesIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
        kari = portal.visitor();
        client = portal.client(kari, "Forklart AS", "974760673");
        var rows = Await.result(portal.database()
                .forGateway(tx -> tx.count(new Sql("test", BOOKS), client.value(), UUID.fromString(VOUCHER))));
        assertThat(rows.intValue()).isEqualTo(2);
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void an_accounts_page_shows_what_its_balance_is_made_of_and_where_it_differs() {
        var page = page(ACCOUNT);

        assertThat(page)
                .contains("<h1>1500 Kunder &lt;b&gt;</h1>", "Slik blir UB 350,50 kr til.", "Debet, 1 linje")
                .contains("350,75", "\u22120,25", "Hentet fra Visma 01.02.2026 11:02.")
                .contains("href=\"/clients/" + client + "/bilag/" + VOUCHER + "\"")
                .contains("&lt;script&gt;")
                .doesNotContain("<script>", "tidligere generasjon");
    }

    @Test
    void an_earlier_generation_says_so_and_its_links_stay_in_it() {
        assertThat(page(ACCOUNT + "&generasjon=1"))
                .contains("Slik blir UB 101,00 kr til.", "Du ser en tidligere generasjon.")
                .contains("/bilag/" + VOUCHER + "?generasjon=1\"");
        assertThat(page("/bilag/" + VOUCHER + "?generasjon=1")).contains("Gammel", "Det er endret siden.");
    }

    @Test
    void a_vouchers_page_shows_its_rows_its_versions_and_the_request_that_brought_it() {
        assertThat(page("/bilag/" + VOUCHER))
                .contains("<h1>Bilag A 7</h1>", "<code>GET /v2/vouchers?$page=1</code>", "01.02.2026 11:01")
                .contains("Beløp, konto, dato eller nummer", "\"newAmount\": \"1.10\"", "Vises nå")
                .contains("/konto/1500?aar=2026-01-01\"")
                .doesNotContain("<script>");
    }

    @Test
    void a_program_gets_the_same_as_json_with_amounts_as_text() {
        var account = json(ACCOUNT);
        assertThat(account.getString("opening")).isEqualTo("100.00");
        assertThat(account.getString("closing")).isEqualTo("350.50");
        assertThat(account.getString("visma")).isEqualTo("350.75");
        assertThat(account.getString("vismaReadAt")).isEqualTo("2026-02-01T10:02:00Z");
        assertThat(account.getString("yearStart")).isEqualTo("2026-01-01");
        assertThat(account.getJsonArray("rows").getJsonObject(0).getString("debit"))
                .isEqualTo("250.50");
        assertThat(account.getValue("next")).isNull();

        var voucher = json("/bilag/" + VOUCHER);
        assertThat(voucher.getJsonObject("document").getString("newAmount")).isEqualTo("1.10");
        assertThat(voucher.getJsonArray("versions").getJsonObject(0).getString("readAt"))
                .isEqualTo("2026-02-01T10:01:00Z");
        assertThat(voucher.getJsonArray("versions").getJsonObject(1).getInteger("toGeneration"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/konto/1500?aar=2025-01-01",
                "/konto/1500?aar=i%20fjor",
                "/konto/1500",
                "/konto/1501?aar=2026-01-01",
                "/konto/x?aar=2026-01-01",
                "/konto/99999999999999999999?aar=2026-01-01",
                "/konto/1500?aar=2026-01-01&generasjon=3",
                "/konto/1500?aar=2026-01-01&generasjon=-1",
                "/konto/1500?aar=2026-01-01&etter=2026-02-30.1.1.1",
                "/konto/1500?aar=2026-01-01&etter=%27%3B--",
                "/bilag/00000000-0000-0000-0000-000000000009",
                "/bilag/1-1-1-1-1",
                "/bilag/" + VOUCHER + "?generasjon=99999999999"
            })
    void what_is_not_there_or_makes_no_sense_is_not_found(String path) {
        assertThat(get(kari, path, "text/html").statusCode()).isEqualTo(404);
        var problem = get(kari, path, "application/json");
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.getHeader("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {ACCOUNT, "/bilag/" + VOUCHER})
    void another_firm_finds_nothing_and_nobody_is_sent_to_the_sign_in(String path) {
        var stranger = portal.visitor();

        assertThat(get(stranger, path, "text/html").statusCode()).isEqualTo(404);
        assertThat(get(stranger, path, "application/json").bodyAsString()).doesNotContain("350", "A 7");
        assertThat(get(portal.reader(kari), path, "text/html").statusCode())
                .as("who may look may look here")
                .isEqualTo(200);
        var nobody = Await.result(
                portal.request(HttpMethod.GET, "/clients/" + client + path).rxSend());
        assertThat(nobody.statusCode()).isEqualTo(303);
        assertThat(nobody.getHeader("Location")).isEqualTo("/sign-in");
    }

    private String page(String path) {
        var answer = get(kari, path, "text/html");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        return answer.bodyAsString();
    }

    private JsonObject json(String path) {
        var answer = get(kari, path, "application/json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(answer.getHeader("Vary")).isEqualTo("Accept");
        return answer.bodyAsJsonObject();
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path, String accept) {
        return Await.result(portal.request(visitor, HttpMethod.GET, "/clients/" + client + path)
                .putHeader("Accept", accept)
                .rxSend());
    }
}
