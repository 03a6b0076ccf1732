package no.sticos.erp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import no.sticos.erp.connect.TokenCipher;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.sandbox.Sandbox;
import no.sticos.erp.sandbox.SandboxSettings;
import no.sticos.erp.sandbox.identity.OAuthClient;
import no.sticos.erp.sandbox.signin.SignInSettings;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.DemoProducts;
import no.sticos.erp.testing.Ports;
import no.sticos.erp.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The mission document, walked in a browser against the whole house. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalkIT {
    private static final LocatorAssertions.HasCountOptions PATIENTLY_COUNTED =
            new LocatorAssertions.HasCountOptions().setTimeout(30_000);
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

    private final String portal;
    private final Sandbox sandbox;
    private final Gateway gateway;
    private final DemoProducts products;

    WalkIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        int port = Ports.free();
        this.portal = "http://localhost:" + port;
        var universe = SandboxUniverse.demo(7);
        this.sandbox = new Sandbox(
                vertx,
                SandboxSettings.of(
                        universe, client("/visma/callback"), SignInSettings.of(client("/sign-in/callback"))));
        Await.done(sandbox.start().ignoreElement());
        var values = new HashMap<>(Demo.towards(0));
        values.put("schedule.nightly", "false");
        values.putAll(Map.of(
                "tokens.keyset", TokenCipher.newKeyset().reveal(),
                "identity.key", "a test's own key of 32 characters",
                "http.port", Integer.toString(port),
                "http.publicUri", portal,
                "visma.identity", sandbox.address(),
                "visma.api", sandbox.address() + "/v2",
                "signIn.issuer", sandbox.signInIssuer()));
        this.gateway = new Gateway(vertx, Settings.read("", Map.of()).with(values), TestDatabase.empty());
        this.products = new DemoProducts(vertx);
        products.start();
        assertThat(Await.result(gateway.start()).web().port()).isEqualTo(port);
    }

    @AfterAll
    void stop() {
        Await.done(sandbox.stop().onErrorComplete());
    }

    @Test
    void an_accountant_walks_from_sign_in_to_an_active_proved_and_delivered_client() {
        try (var browser = Browser.launch()) {
            var page = browser.open(1280, 900, ColorScheme.LIGHT);
            signIn(page, "Kari Fjordheim");
            createIntegration(browser, page);
            connect(browser, page);
            activate(browser, page);
            proofAndDeliveries(browser, page);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    /** Another firm, whose client is another of the same list at Visma. */
    @Test
    void without_script_the_same_walk_is_pages_and_forms() {
        try (var browser = Browser.launch();
                var context = browser.withoutScript(1280, 900)) {
            var page = context.newPage();
            signIn(page, "Ingrid Viddal");
            page.getByText("Ny integrasjon").first().click();
            page.getByText("Opprett").click();
            page.getByText("Ny klient").first().click();
            page.getByText("Fortsett til Visma").click();
            consent(page, 2);
            assertThat(page.locator("main")).containsText("er lagt til");
            page.locator("tbody tr .c-on button").click();
            shows(page, "Stemmer");
            page.locator("tbody tr a.client").click();
            assertThat(page.locator("main")).containsText("Regnskapet stemmer");
            shows(page, "3 av 3 produkter");
            browser.picture(page, "walk-no-script");
        }
    }

    /** The page, loaded until it says so. */
    private static void shows(Page page, String text) {
        Await.until(
                Duration.ofSeconds(30),
                () -> {
                    page.navigate(page.url());
                    return page.locator("main").innerText().contains(text);
                },
                () -> page.locator("main").innerText());
    }

    private void signIn(Page page, String person) {
        page.navigate(portal + "/");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in.*"));
        page.getByText("Logg på med Sticos").click();
        page.getByText(person).click();
        assertThat(page.locator("h1")).containsText("Integrasjoner");
    }

    private void createIntegration(Browser browser, Page page) {
        browser.picture(page, "walk-1-empty");
        page.getByText("Ny integrasjon").first().click();
        page.getByText("Opprett").click();
        assertThat(page.locator("h1")).containsText("Visma eAccounting");
        assertThat(page.locator("main")).containsText("Ingen data");
        browser.picture(page, "walk-2-system");
    }

    private void connect(Browser browser, Page page) {
        page.getByText("Ny klient").first().click();
        browser.picture(page, "walk-3-connect");
        page.getByText("Fortsett til Visma").click();
        consent(page, 1);
        assertThat(page).hasURL(Pattern.compile(".*/integrations/\\d+\\?added=\\d+"));
        assertThat(page.locator("main")).containsText("er lagt til");
        browser.picture(page, "walk-4-added");
    }

    /** At Visma: signs in, chooses the company at this place of the list, and allows it. */
    private static void consent(Page page, int company) {
        page.fill("#email", "kari@fjordtall.example");
        page.fill("#password", SandboxUniverse.PASSWORD);
        page.getByText("Logg inn").last().click();
        page.selectOption("#company", new com.microsoft.playwright.options.SelectOption().setIndex(company));
        page.getByText("Continue").click();
        page.getByText("Yes, Allow").click();
    }

    private void activate(Browser browser, Page page) {
        page.locator("tbody tr .c-on button").first().click();
        assertThat(page.locator("tbody tr").first()).containsText("Stemmer", PATIENTLY);
        assertThat(page.locator("tbody tr").first()).containsText("Aktiv");
        browser.picture(page, "walk-5-active");
    }

    private void proofAndDeliveries(Browser browser, Page page) {
        page.locator("tbody tr a.client").first().click();
        Locator main = page.locator("main");
        assertThat(main).containsText("Regnskapet stemmer");
        assertThat(main).containsText("3 av 3 produkter", PATIENTLY);
        int runs = page.locator("section[sse-swap=runs] tbody tr").count();
        page.locator("#act-send").click();
        assertThat(page.locator("section[sse-swap=runs] tbody tr")).not().hasCount(runs, PATIENTLY_COUNTED);
        assertThat(page.locator("#act-send")).isFocused();
        browser.picture(page, "walk-6-client");
        long client = Long.parseLong(page.url().replaceAll(".*/clients/(\\d+).*", "$1"));
        assertThat(products.generations(client)).containsExactly(3, 3, 3);
        assertThat(Await.result(products.shown()).get(client)).satisfies(shown -> assertThat(shown.debit())
                .isEqualByComparingTo(shown.credit())
                .isPositive());
    }

    private OAuthClient client(String callback) {
        return new OAuthClient("erp-demo", Secret.of("erp-demo-secret"), "Sticos AS", List.of(portal + callback), true);
    }
}
