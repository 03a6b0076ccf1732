package no.sticos.erp.web.connecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import no.sticos.erp.connect.Right;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.mail.Postman;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.LogLines;
import no.sticos.erp.testing.MailServer;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody outside the firm gives consent by a link, from the mail that it comes by to the thanks at its end. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuestRoutesIT {
    private static final Company FJELL = new Company("fjell", "Fjell AS", "974760673", "NO", true);
    private static final Company FJORD = new Company("fjord", "Fjord AS", "923609016", "NO", true);
    private static final String DAGLIG_LEDER = "leder@fjell.example";
    private static final Pattern LINK = Pattern.compile("http://localhost(/invite/[A-Za-z0-9_-]{43})\\s");

    private final Vertx vertx;
    private final Portal portal;
    private final MailServer server = new MailServer();

    GuestRoutesIT(io.vertx.core.Vertx vertx) {
        this.vertx = new Vertx(vertx);
        portal = Portal.mailing(this.vertx);
    }

    @AfterAll
    void close() {
        server.close();
        portal.close();
    }

    // The whole way

    @Test
    void a_company_of_the_queue_is_connected_by_who_holds_the_right_without_a_session() {
        var kari = portal.visitor();
        var link = invited(kari, FJELL);

        var page = guest(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(page.bodyAsString())
                .contains("Gi lesetilgang til Fjell", "974\u00a0760\u00a0673", "Kari Lunde i Byrå")
                .contains("Logg inn med din Visma eAccounting bruker", "Yes, Allow", "Fortsett til Visma")
                .doesNotContain("/logins", "/integrations", "Logg på", "name=\"csrf\"");

        var thanks = back(left(link), FJELL);
        assertThat(thanks.bodyAsString()).contains("Takk. Fjell er koblet til");
        assertThat(thanks.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(trail(kari))
                .containsExactly(
                        "invited DONE Kari Lunde Fjell",
                        "client_connected DONE leder@fjell.example Fjell AS",
                        "invitation_used DONE leder@fjell.example Fjell AS");
        assertThat(strings("SELECT c.connected_by || ' ' || g.given_by || ' ' || g.invited_by FROM gateway.clients c"
                        + " JOIN gateway.grants g USING (client_id) WHERE c.tenant_id = "
                        + kari.session().tenant()))
                .containsExactly("Kari Lunde leder@fjell.example Kari Lunde");
        assertOver(guest(link));
        assertOver(Await.result(portal.request(HttpMethod.POST, link).rxSend()));
    }

    @Test
    void a_client_is_signed_in_again_and_goes_on_by_itself() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        portal.post(kari, "/clients/" + client + "/activate");
        dead(client);

        var link = invited(kari, client);
        assertThat(back(left(link), FJELL).bodyAsString()).contains("Takk. Fjell AS er koblet til");

        assertThat(strings("SELECT state || ' ' || api_active FROM gateway.grants WHERE client_id = " + client))
                .containsExactly("WORKING true");
        assertThat(strings("SELECT count(*)::text FROM gateway.runs WHERE ended_at IS NULL AND client_id = " + client))
                .containsExactly("1");
        assertThat(trail(kari))
                .endsWith(
                        "invited DONE Kari Lunde Fjell AS",
                        "grant_renewed DONE leder@fjell.example Fjell AS",
                        "invitation_used DONE leder@fjell.example Fjell AS");
    }

    @Test
    void who_sent_the_link_answers_for_the_client_when_its_sign_in_ends() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        portal.post(kari, "/clients/" + client + "/activate");
        var link = invited(kari, client);
        assertThat(back(left(link), FJELL).statusCode()).isEqualTo(200);
        assertThat(Await.result(
                        portal.rooms().people().responsible(kari.session().tenant(), client)))
                .isEqualTo(kari.session().person().subject());
        dead(client);

        assertThat(portal.get(kari, "/logins?mine").bodyAsString())
                .contains("Fjell AS", "href=\"/clients/" + client + "/invite\"");
    }

    // What leads nowhere

    @Test
    void another_company_is_given_back_and_never_added_and_the_link_stays_good() {
        var kari = portal.visitor();
        var link = invited(kari, FJELL);
        int revoked = portal.visma().revoked().size();

        var refused = back(left(link), FJORD);

        assertThat(refused.bodyAsString())
                .contains("Du valgte et annet firma i Visma", "Fjell", "Fjord AS", "#standardfirma")
                .contains("action=\"" + link + "\"", "Lenken gjelder fortsatt.");
        assertThat(portal.visma().revoked()).hasSize(revoked + 1);
        assertThat(clients(kari)).isEmpty();
        assertThat(trail(kari)).last().isEqualTo("client_connected REFUSED leder@fjell.example null");

        assertThat(back(left(link), FJELL).bodyAsString()).contains("Takk.");
        assertThat(clients(kari)).containsExactly("Fjell AS");
    }

    @Test
    void who_says_no_at_visma_can_try_again() {
        var kari = portal.visitor();
        var link = invited(kari, FJELL);
        var away = left(link);

        var page = Await.result(portal.request(
                        HttpMethod.GET, "/visma/callback?error=access_denied&state=" + Portal.state(away.location()))
                .putHeader("Cookie", away.cookie())
                .rxSend());

        assertThat(page.bodyAsString()).contains("Du avbrøt i Visma.", "Lenken gjelder fortsatt.", "Prøv igjen");
        assertThat(guest(link).statusCode()).isEqualTo(200);
    }

    @Test
    void another_browser_cannot_finish_what_it_did_not_begin() {
        var kari = portal.visitor();
        var link = invited(kari, FJELL);
        var other = left(link);
        var away = left(link);
        var callback = callback(away.location(), FJELL);

        assertOver(Await.result(portal.request(HttpMethod.GET, callback).rxSend()));
        var sent = Await.result(portal.request(HttpMethod.GET, callback)
                .putHeader("Cookie", other.cookie())
                .rxSend());
        assertThat(sent.getHeader("Location")).isEqualTo(link);
        var signedIn =
                Await.result(portal.request(kari, HttpMethod.GET, callback).rxSend());
        assertOver(signedIn);
        assertThat(clients(kari)).isEmpty();

        assertThat(Await.result(portal.request(HttpMethod.GET, callback)
                                .putHeader("Cookie", away.cookie())
                                .rxSend())
                        .bodyAsString())
                .contains("Takk.");
    }

    @Test
    void of_two_who_use_a_link_at_once_one_is_taken_and_the_other_given_back() {
        var kari = portal.visitor();
        var link = invited(kari, FJELL);
        int revoked = portal.visma().revoked().size();
        var first = left(link);
        var second = left(link);
        portal.visma().slowness(Duration.ofMillis(300));

        var answers = Await.result(Single.zip(
                coming(first, FJELL), coming(second, FJELL), (a, b) -> List.of(a.statusCode(), b.statusCode())));

        portal.visma().slowness(Duration.ZERO);
        assertThat(answers).containsExactlyInAnyOrder(200, 303);
        assertThat(portal.visma().revoked()).hasSize(revoked + 1);
        assertThat(clients(kari)).containsExactly("Fjell AS");
    }

    @Test
    void unknown_replaced_and_old_links_end_at_the_same_page() {
        var kari = portal.visitor();
        var replaced = invited(kari, FJELL);
        var old = invited(kari, FJELL, "annen@fjell.example");
        run("UPDATE gateway.invitations SET expires_at = clock_timestamp() - interval '1 second' WHERE tenant_id = "
                + kari.session().tenant());

        for (var link : List.of(replaced, old, "/invite/" + "A".repeat(43), "/invite/x", "/invite/%00")) {
            assertOver(guest(link));
        }
        assertOver(Await.result(portal.request(HttpMethod.POST, old).rxSend()));
    }

    @Test
    void a_link_that_ends_on_the_way_stores_nothing() {
        var kari = portal.visitor();
        var link = invited(kari, FJELL);
        var away = left(link);
        run("UPDATE gateway.invitations SET expires_at = clock_timestamp() - interval '1 second' WHERE tenant_id = "
                + kari.session().tenant());

        assertThat(back(away, FJELL).getHeader("Location")).isEqualTo(link);
        assertThat(clients(kari)).isEmpty();
    }

    // Who may send one

    @Test
    void a_second_click_sends_nothing_more_and_the_page_says_to_whom_it_was_sent() {
        var kari = portal.visitor();
        var link = invited(kari, FJELL);
        int letters = server.received().size();

        invite(kari, queueOf(kari, FJELL), DAGLIG_LEDER);
        assertThat(delivered()).isZero();
        assertThat(server.received()).hasSize(letters);
        assertThat(guest(link).statusCode()).isEqualTo(200);
        assertThat(portal.get(kari, queueOf(kari, FJELL)).bodyAsString())
                .contains("Lenken er sendt til leder@fjell.example.", "Lager du en ny, gjelder bare den nye.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "leder", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"})
    void what_is_no_address_is_told_and_kept_and_nothing_is_sent(String typed) {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);

        var answer = portal.post(kari, "/clients/" + client + "/invite", "email", typed);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.bodyAsString()).contains("Skriv én e-postadresse", "aria-invalid=\"true\"");
        assertThat(answer.bodyAsString()).contains(typed.lines().findFirst().orElse(""));
        assertThat(delivered()).isZero();
        assertThat(trail(kari)).noneMatch(line -> line.startsWith("invited"));
    }

    @Test
    void who_only_may_look_and_who_is_of_another_firm_send_nothing() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        var stranger = portal.visitor();
        var colleague = portal.colleague(kari, java.util.Set.of(Right.values()));
        var queue = queueOf(kari, FJORD);

        assertThat(portal.post(portal.reader(kari), "/clients/" + client + "/invite", "email", DAGLIG_LEDER)
                        .statusCode())
                .isEqualTo(403);
        assertThat(portal.get(portal.reader(kari), "/clients/" + client + "/invite")
                        .statusCode())
                .isEqualTo(403);
        assertThat(portal.post(stranger, "/clients/" + client + "/invite", "email", DAGLIG_LEDER)
                        .statusCode())
                .isEqualTo(404);
        assertThat(portal.get(colleague, queue).statusCode()).isEqualTo(404);
        assertThat(invite(colleague, queue, DAGLIG_LEDER).statusCode()).isEqualTo(404);
        assertThat(delivered()).isZero();
    }

    @Test
    void a_firm_sends_so_many_an_hour_and_no_more() {
        var kari = portal.visitor();
        var client = portal.connected(kari, FJELL);
        assertThat(strings(
                        kari,
                        "INSERT INTO gateway.invitations (tenant_id, integration_id, wanted_orgnr, token_hash, recipient, invited_by,"
                                + " invited_by_name, expires_at) SELECT "
                                + kari.session().tenant() + ", " + kari.integration()
                                + ", '923609016', sha256(('" + kari.integration()
                                + "-' || n)::bytea), 'a@b.example', 'x', 'x', now()"
                                + " FROM generate_series(1, 200) n RETURNING recipient"))
                .hasSize(200);

        var answer = portal.post(kari, "/clients/" + client + "/invite", "email", DAGLIG_LEDER);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.bodyAsString()).contains("Det ble for mange forsøk på kort tid.");
        assertThat(delivered()).isZero();
    }

    @Test
    void no_log_line_and_no_row_holds_a_links_secret() {
        var kari = portal.visitor();
        try (var log = new LogLines("no.sticos.erp")) {
            var link = invited(kari, FJELL);
            var token = link.substring("/invite/".length());
            assertThat(guest(link).statusCode()).isEqualTo(200);
            assertThat(guest(link + "/more").statusCode()).isNotEqualTo(200);
            assertThat(back(left(link), FJORD).statusCode()).isEqualTo(200);

            assertThat(log.lines()).anyMatch(line -> line.contains("GET /invite/… 200"));
            assertThat(log.lines()).noneMatch(line -> line.contains(token));
            assertThat(strings("SELECT t::text FROM gateway.invitations t"
                            + " UNION ALL SELECT t::text FROM gateway.sign_in_flows t"))
                    .isNotEmpty()
                    .noneMatch(row -> row.contains(token));
        }
    }

    private record Away(URI location, String cookie) {}

    private String invited(Visitor visitor, Company company) {
        return invited(visitor, company, DAGLIG_LEDER);
    }

    private String invited(Visitor visitor, Company company, String to) {
        assertThat(invite(visitor, queueOf(visitor, company), to).statusCode()).isEqualTo(303);
        return newestLink();
    }

    private String invited(Visitor visitor, ClientId client) {
        var answer = portal.post(visitor, "/clients/" + client + "/invite", "email", DAGLIG_LEDER);
        assertThat(answer.getHeader("Location")).isEqualTo("/clients/" + client + "/invite");
        return newestLink();
    }

    private String newestLink() {
        int before = server.received().size();
        assertThat(delivered()).isEqualTo(1);
        var mail = server.await(before + 1).get(before);
        var link = LINK.matcher(mail.text());
        assertThat(link.find()).as(mail.text()).isTrue();
        assertThat(mail.html()).contains(link.group(1));
        assertThat(mail.text()).contains("Kari Lunde i Byrå");
        return link.group(1);
    }

    private int delivered() {
        return Await.result(
                new Postman(vertx, portal.database(), portal.outbox(), server.settings(), Schedulers.computation())
                        .deliver());
    }

    /** The form's page for the company in the visitor's queue, which is made if it is not there. */
    private String queueOf(Visitor visitor, Company company) {
        var made = portal.post(
                visitor,
                visitor.system() + "/queues",
                "numbers",
                company.identity() + " " + company.name().replace(" AS", ""));
        var queue = made.getHeader("Location");
        var entry = strings(
                        visitor,
                        "SELECT entry_id::text FROM gateway.connect_entries WHERE queue_id = "
                                + queue.replaceAll("\\D", "") + " AND wanted_orgnr = '" + company.identity() + "'")
                .get(0);
        return queue + "/invite?entry=" + entry;
    }

    @CanIgnoreReturnValue
    private HttpResponse<Buffer> invite(Visitor visitor, String form, String to) {
        var parts = form.split("\\?entry=", 2);
        return portal.post(visitor, parts[0], "entry", parts[1], "email", to);
    }

    private HttpResponse<Buffer> guest(String link) {
        return Await.result(portal.request(HttpMethod.GET, link).rxSend());
    }

    private Away left(String link) {
        var away = Await.result(portal.request(HttpMethod.POST, link).rxSend());
        assertThat(away.statusCode()).isEqualTo(303);
        var cookie = away.cookies().get(0);
        assertThat(cookie).contains("HTTPOnly", "SameSite=Lax", "Path=/visma/callback");
        return new Away(URI.create(away.getHeader("Location")), cookie.replaceAll(";.*", ""));
    }

    private HttpResponse<Buffer> back(Away away, Company company) {
        return Await.result(coming(away, company));
    }

    private Single<HttpResponse<Buffer>> coming(Away away, Company company) {
        return portal.request(HttpMethod.GET, callback(away.location(), company))
                .putHeader("Cookie", away.cookie())
                .rxSend();
    }

    private String callback(URI location, Company company) {
        return "/visma/callback?state=" + Portal.state(location) + "&code="
                + portal.visma().consent(company);
    }

    private static void assertOver(HttpResponse<Buffer> page) {
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.bodyAsString()).contains("Lenken gjelder ikke", "Be den som sendte den, om en ny.");
    }

    private void dead(ClientId client) {
        run("UPDATE gateway.grants SET state = 'ENDED', api_active = false, tokens = NULL, ended_at = now(),"
                + " cause = 'grantEnded' WHERE client_id = " + client);
        run("UPDATE gateway.runs SET state = 'FAILED', ended_at = now(), cause = 'grantEnded', cause_args = '{}'"
                + " WHERE ended_at IS NULL AND client_id = " + client);
    }

    private List<String> clients(Visitor visitor) {
        return strings("SELECT name FROM gateway.clients WHERE tenant_id = "
                + visitor.session().tenant());
    }

    private List<String> trail(Visitor visitor) {
        return strings("SELECT action || ' ' || outcome || ' ' || actor_name || ' ' || coalesce(client_name, 'null')"
                + " FROM gateway.audit_lines WHERE action NOT IN ('signed_in', 'integration_created') AND tenant_id = "
                + visitor.session().tenant() + " ORDER BY line_id");
    }

    private List<String> strings(Visitor visitor, String sql) {
        return Await.result(portal.database()
                .forTenant(visitor.session().tenant(), tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private List<String> strings(String sql) {
        return Await.result(portal.database().forGateway(tx -> tx.list(new Sql("test", sql), row -> row.getString(0))));
    }

    private void run(String sql) {
        portal.run(sql);
    }
}
