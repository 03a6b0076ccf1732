package no.sticos.erp.web.logins;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import io.vertx.rxjava3.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import no.sticos.erp.erp.Company;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.sync.ClientState;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.testing.Seen;
import no.sticos.erp.testing.VismaPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dead sign-ins: who waits, why and since when, and how they are brought to life one after the other. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginRoutesIT {
    private static final Company FJELL = new Company("fjell", "Fjell AS", "974760673", "NO", true);
    private static final Company FJORD = new Company("fjord", "Fjord AS", "923609016", "NO", true);
    private static final Company ELV = new Company("elv", "Elv & Å <AS>", "310000019", "NO", true);

    private final VismaPage visma;
    private final Portal portal;

    LoginRoutesIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        visma = new VismaPage(vertx);
        portal = new Portal(vertx, Duration.ofMinutes(30), visma.address());
        visma.leadsTo(portal);
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @AfterEach
    void allowAll() {
        portal.visma().scopes(Set.of("offline_access"));
    }

    @Test
    void each_dead_sign_in_is_listed_with_why_since_when_and_whose_it_is_oldest_first() {
        var kari = portal.visitor();
        dead(kari, FJELL, 1);
        dead(kari, ELV, 3);
        refused(kari, FJORD);
        var other = portal.visitor();
        dead(other, FJELL, 2);

        var page = get(kari, "/logins").bodyAsString();

        assertThat(page)
                .contains("3 klienter venter på deg.", "Koble til alle 3 på rad", "974\u00a0760\u00a0673", "Kari Lunde")
                .contains("Visma har avsluttet tilgangen.", "Brukeren som ga samtykke, har ikke lenger tilgang")
                .containsSubsequence("Elv &amp; Å &lt;AS>", "Fjell AS", "Fjord AS");
        assertThat(get(kari, "/logins/badge").bodyAsString()).contains(", må fornyes:", "3</span>");
        assertThat(get(other, "/logins").bodyAsString())
                .contains("1 klient venter på deg.")
                .doesNotContain("Fjord");
        assertThat(get(portal.visitor(), "/logins").bodyAsString()).contains("Alle pålogginger virker.");
        assertThat(get(portal.visitor(), "/logins/badge").bodyAsString()).isBlank();
    }

    @Test
    void ones_own_can_be_seen_alone_and_signed_in_again_alone() {
        var kari = portal.visitor();
        dead(kari, FJELL, 1);
        var liv = portal.colleague(kari);
        dead(liv, FJORD, 1);

        assertThat(get(liv, "/logins?mine").bodyAsString())
                .contains("Fjord AS", "name=\"mine\"", "Koble til den ene")
                .doesNotContain("Fjell AS");
        var queue = post(liv, "/logins/queue", Map.of("mine", "yes")).getHeader("Location");
        assertThat(get(liv, queue).bodyAsString())
                .contains("0 av 1", "Fjord AS")
                .doesNotContain("Fjell AS");
    }

    @Test
    void of_two_people_of_one_name_each_sees_her_own() {
        var kari = portal.visitor();
        var liv = portal.colleague(kari);
        dead(liv, FJORD, 1);
        var namesake = portal.colleague(kari);
        dead(namesake, FJELL, 1);

        assertThat(get(liv, "/logins?mine").bodyAsString()).contains("Fjord AS").doesNotContain("Fjell AS");
        assertThat(get(namesake, "/logins?mine").bodyAsString())
                .contains("Fjell AS")
                .doesNotContain("Fjord AS");
    }

    @Test
    void who_only_may_look_sees_them_and_can_do_nothing() {
        var kari = portal.visitor();
        dead(kari, FJELL, 1);
        var reader = portal.reader(kari);

        assertThat(get(reader, "/logins").bodyAsString()).contains("Fjell AS").doesNotContain("/reconnect\"", "på rad");
        assertThat(post(reader, "/logins/queue", Map.of()).statusCode()).isEqualTo(403);
        var forged = Await.result(portal.request(kari, HttpMethod.POST, "/logins/queue")
                .rxSendForm(MultiMap.caseInsensitiveMultiMap().add("csrf", "guessed")));
        assertThat(forged.statusCode()).isEqualTo(403);
    }

    @Test
    void with_nobody_waiting_there_is_nothing_to_queue() {
        assertThat(post(portal.visitor(), "/logins/queue", Map.of()).getHeader("Location"))
                .isEqualTo("/logins");
    }

    @Test
    void a_consent_that_lacks_a_box_is_listed_apart() {
        var kari = portal.visitor();
        portal.visma().scopes(Set.of("offline_access", "ea:api", "ea:sales_readonly", "ea:accounting_readonly"));
        assertThat(portal.connected(kari, FJELL)).isNotNull();

        assertThat(get(kari, "/logins").bodyAsString())
                .contains(
                        "Alle pålogginger virker.",
                        "Tilganger som mangler",
                        "Fjell AS",
                        "Lese innkjøp",
                        "Leverandører og leverandørfakturaer hentes ikke");
    }

    @Test
    void in_a_browser_they_are_renewed_in_a_row_and_the_fetching_goes_on() {
        var kari = portal.visitor();
        var first = dead(kari, ELV, 3);
        var second = dead(kari, FJELL, 1);
        try (var browser = Browser.launch()) {
            var seen = new Seen(browser, portal);
            seen.everywhere(kari, "/logins", "logins");
            try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
                var page = context.newPage();
                page.navigate(portal.address() + "/integrations");
                page.locator("nav .badge").waitFor();
                page.getByText("Pålogginger").click();
                page.getByText("Koble til alle 2 på rad").click();
                visma.choose(FJELL);
                page.locator("[data-next]").click();
                page.locator("#allow").click();
                page.locator("text=Påloggingen til Fjell AS er fornyet").waitFor();
                assertThat(state(kari, second)).isEqualTo(ClientState.QUEUED);
                visma.choose(FJORD);
                page.keyboard().press("Enter");
                page.locator("#allow").click();
                page.locator(".queue :text('Du valgte Fjord AS i Visma')").waitFor();
                assertThat(state(kari, first)).isEqualTo(ClientState.NEEDS_LOGIN);
                seen.clean(page, "queue-again-light");
                visma.choose(ELV);
                page.getByText("Prøv igjen").click();
                page.locator("#allow").click();
                page.locator("text=2 av 2").waitFor();
                assertThat(state(kari, first)).isEqualTo(ClientState.QUEUED);
                page.navigate(portal.address() + "/logins");
                assertThat(page.locator("main").textContent())
                        .contains("Alle pålogginger virker.", "Fornyet i dag", "Hentingen fortsetter av seg selv.");
                seen.clean(page, "logins-none-light");
            }
        }
    }

    /** A client whose consent ended so many days ago. */
    @CanIgnoreReturnValue
    private ClientId dead(Visitor visitor, Company company, int days) {
        var client = active(visitor, company);
        portal.run("UPDATE gateway.grants SET state = 'ENDED', cause = 'grantEnded', api_active = false, tokens = NULL,"
                + " ended_at = now() - interval '" + days + " days' WHERE client_id = " + client);
        return client;
    }

    private void refused(Visitor visitor, Company company) {
        var client = active(visitor, company);
        portal.run(
                "UPDATE gateway.grants SET cause = 'userLostAccess', api_active = false WHERE client_id = " + client);
    }

    private ClientId active(Visitor visitor, Company company) {
        var client = portal.connected(visitor, company);
        portal.run("UPDATE gateway.clients SET active = true, active_changed_at = now() WHERE client_id = " + client);
        return client;
    }

    private ClientState state(Visitor visitor, ClientId client) {
        return Await.result(portal.rooms().overview().find(visitor.session().tenant(), client))
                .state();
    }

    private HttpResponse<Buffer> get(Visitor visitor, String path) {
        return Await.result(portal.request(visitor, HttpMethod.GET, path).rxSend());
    }

    private HttpResponse<Buffer> post(Visitor visitor, String path, Map<String, String> fields) {
        var form = MultiMap.caseInsensitiveMultiMap().addAll(fields);
        form.add("csrf", visitor.session().csrf().reveal());
        return Await.result(portal.request(visitor, HttpMethod.POST, path).rxSendForm(form));
    }
}
