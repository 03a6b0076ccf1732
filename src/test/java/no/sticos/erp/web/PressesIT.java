package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.testing.Seen;
import no.sticos.erp.testing.VismaPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person presses: after a question, by keys alone, in a tab that is behind, too late, and once more. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PressesIT {
    private static final Set<String> ALL_BOXES =
            Set.of("ea:api", "offline_access", "ea:sales_readonly", "ea:accounting_readonly", "ea:purchase_readonly");
    private static final int MOST_STOPS = 80;
    private static final double PATIENCE_MS = 10_000;
    /** What the focus shows around its element or its label; the link that skips is there only while it has the focus. */
    private static final String RINGED =
            """
            () => {
                const ring = element => {
                    const style = getComputedStyle(element);
                    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
                };
                const focused = document.activeElement;
                const box = focused.getBoundingClientRect();
                return box.width > 0 && box.height > 0
                    && (focused.matches('.ds-skip-link') || ring(focused) || [...focused.labels ?? []].some(ring));
            }
            """;

    private static final String NAMED =
            """
            () => (document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()
            """;

    private final VismaPage visma;
    private final Portal portal;
    private final Browser browser = Browser.launch();
    private final Seen seen;
    private final Situations there;

    PressesIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        visma = new VismaPage(vertx);
        portal = new Portal(vertx, Duration.ofMinutes(30), visma.address());
        portal.visma().scopes(ALL_BOXES);
        visma.leadsTo(portal);
        seen = new Seen(browser, portal);
        there = new Situations(portal);
    }

    @BeforeEach
    void forget() {
        browser.forget();
    }

    @AfterAll
    void close() {
        browser.close();
        portal.close();
    }

    // Questions, and what follows them

    @Test
    void each_removal_is_asked_about_can_be_undone_and_has_its_receipt() {
        var kari = portal.visitor();
        var client = there.active(kari, "Fjell AS", 0);
        there.gap(client);
        try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.setDefaultTimeout(PATIENCE_MS);
            open(page, kari.system());
            page.locator("#delete-" + client).click();
            answered(page, "Slette Fjell AS?", "Slett klient");
            assertThat(focused(page)).contains("Fjell AS slettes", "Du kan angre frem til da.");
            assertThat(page.locator("#state-" + client).innerText()).contains("Slettes");
            undone(page, "Slettingen av Fjell AS er angret.");

            page.locator("#act-deleteAccounts-" + client + " a").click();
            answered(page, "Slette kontoer for Fjell AS?", "Slett kontoer");
            page.getByText("Se kvittering").click();
            assertThat(page.locator("h1").textContent()).isEqualTo("Kvittering for sletting");
            seen.clean(page, "presses-receipt-light");
            page.locator("main button:text-is('Angre')").click();
            page.getByText("Slettingen av kontoene til Fjell AS er angret.").waitFor();

            page.getByText("Slett system").click();
            page.locator("#dialog[open] #name").fill("visma");
            answered(page, "Slette Visma eAccounting?", "Slett system");
            assertThat(page.locator("#name-wrong").textContent()).contains("Ingenting er slettet.");
            assertThat(page.locator("#name").inputValue()).isEqualTo("visma");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("name");
            page.locator("#name").fill("Visma eAccounting");
            page.keyboard().press("Enter");
            undone(page, "Slettingen av Visma eAccounting er angret.");
            assertThat(portal.trail(kari)).filteredOn("removal_undone"::equals).hasSize(3);
        }
    }

    /** On a phone in the dark, where least has room. */
    @Test
    void every_question_and_refusal_is_clean_on_a_phone_in_the_dark() {
        var kari = portal.visitor();
        var client = there.active(kari, "Fjell og Fjord Regnskapsbyrå og Rådgivning AS", 0);
        there.gap(client);
        there.dead(kari, "Utløpt AS", 1);
        there.key(kari);
        try (var context = seen.as(kari, 390, ColorScheme.DARK)) {
            var page = context.newPage();
            page.setDefaultTimeout(PATIENCE_MS);
            asked(page, "/integrations", "main a[hx-get='/integrations/new']", "new");
            asked(page, kari.system(), "main a[hx-get$='/delete']", "system");
            asked(page, "/clients/" + client, "#act-accounts", "accounts");
            asked(page, "/clients/" + client, "#act-delete", "client");
            asked(page, "/api-keys", "main a[hx-get$='/revoke']", "revoke");

            // The page that is refused has not heard of what was done meanwhile, and does not complain of that.
            page.addInitScript("window.EventSource = class extends EventTarget { close() {} }");
            open(page, "/clients/" + client);
            portal.post(kari, "/clients/" + client + "/delete");
            page.locator("#act-send").click();
            page.locator("#status .ds-alert").waitFor();
            browser.forget();
            seen.clean(page, "presses-refused-phone-dark");
            open(page, "/activity?type=bulk_started");
            seen.clean(page, "presses-nothing-found-phone-dark");
            open(page, "/nowhere");
            browser.forget();
            seen.clean(page, "presses-nowhere-phone-dark");
        }
    }

    // Keys alone

    @Test
    void the_mission_is_walked_by_keys_alone_and_the_focus_is_always_seen() {
        var nina = portal.newcomer();
        try (var context = seen.as(nina, 1280, ColorScheme.LIGHT)) {
            // What a live event has drawn is a plain link for a moment, which leads to the question as a page.
            context.route("**/stream*", stream -> stream.abort());
            var page = context.newPage();
            page.setDefaultTimeout(PATIENCE_MS);
            open(page, "/integrations");
            page.keyboard().press("Tab");
            assertThat(focused(page)).isEqualTo("Hopp til innhold");
            to(page, "Ny integrasjon");
            page.keyboard().press("Enter");
            page.locator("#dialog[open] #system").waitFor();
            to(page, "Avbryt");
            page.keyboard().press("Enter");
            page.waitForCondition(() -> focused(page).equals("Ny integrasjon"));
            page.keyboard().press("Enter");
            page.locator("#dialog[open] #system").waitFor();
            to(page, "Opprett");
            page.keyboard().press("Enter");
            page.getByText("Visma eAccounting er lagt til.").waitFor();

            to(page, "Ny klient");
            page.keyboard().press("Enter");
            page.locator("#numbers").waitFor();
            to(page, "Fortsett til Visma");
            visma.choose(Situations.company("Fjell AS", Situations.NUMBERS.get(2)));
            page.keyboard().press("Enter");
            page.locator("#allow").waitFor();
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.getByText("Fjell AS er lagt til").waitFor();
            page.waitForCondition(() -> focused(page).equals("Fjell AS er lagt til"));
            to(page, "Aktiver");
            page.keyboard().press("Enter");
            page.getByText("Fjell AS er aktivert.").waitFor();

            to(page, "Slett Fjell AS");
            page.keyboard().press("Enter");
            page.locator("#dialog[open] form").waitFor();
            page.waitForCondition(() -> focused(page).equals("Avbryt"));
            page.keyboard().press("Escape");
            page.waitForCondition(() -> focused(page).equals("Slett Fjell AS"));
            to(page, "Hopp til innhold");
        }
    }

    // Behind, and too late

    @Test
    void what_another_tab_has_done_is_told_and_not_done_again() {
        var kari = portal.visitor();
        var client = there.active(kari, "Fjell AS", 0);
        try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
            context.route("**/stream*", stream -> stream.abort());
            var first = context.newPage();
            var behind = context.newPage();
            open(first, kari.system());
            open(behind, kari.system());
            first.locator("#delete-" + client).click();
            answered(first, "Slette Fjell AS?", "Slett klient");

            behind.locator("#send-" + client).click();
            behind.locator("#status .ds-alert").waitFor();
            assertThat(behind.locator("#status").innerText()).contains("Fjell AS");
            behind.locator("#delete-" + client).click();
            answered(behind, "Slette Fjell AS?", "Slett klient");
            behind.waitForCondition(() -> focused(behind).contains("Du kan angre frem til da."));
            assertThat(portal.trail(kari)).filteredOn("client_removed"::equals).hasSizeLessThanOrEqualTo(1);
            assertThat(portal.trail(kari)).doesNotContain("sync_requested");

            undone(first, "Slettingen av Fjell AS er angret.");
            behind.locator(".ds-alert button:text-is('Angre')").click();
            behind.getByText("Slettingen av Fjell AS er angret.").waitFor();
            assertThat(portal.trail(kari)).filteredOn("removal_undone"::equals).hasSize(1);
        }
    }

    @Test
    void back_in_the_browser_shows_how_it_is_now_and_does_nothing() {
        var kari = portal.visitor();
        var client = there.active(kari, "Fjell AS", 0);
        try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.setDefaultTimeout(PATIENCE_MS);
            open(page, kari.system());
            open(page, "/clients/" + client + "/delete");
            page.locator("main button:text-is('Slett klient')").click();
            page.locator(".ds-alert h2:has-text('Du kan angre frem til da.')").waitFor();
            int done = portal.trail(kari).size();
            page.goBack();
            assertThat(page.url()).endsWith("/delete");
            page.goBack();
            assertThat(page.locator("#state-" + client).innerText()).contains("Slettes");
            page.goForward();
            page.locator("main button:text-is('Slett klient')").click();
            page.locator(".ds-alert h2:has-text('Du kan angre frem til da.')").waitFor();
            assertThat(portal.trail(kari)).hasSize(done);
        }
    }

    // A session that ends

    @Test
    void what_was_typed_is_there_again_after_the_session_has_ended() {
        var kari = portal.visitor();
        var client = there.active(kari, "Fjell AS", 0);
        there.gap(client);
        try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.setDefaultTimeout(PATIENCE_MS);
            var note = "/clients/" + client + "/voucher-numbers?year=2026-01-01&series=A&from=1044&to=1044";
            open(page, note);
            page.locator("#note").fill("Makulert ved retting.");
            end(kari);
            page.getByText("Lagre notat").click();
            back(context, page, kari, note);
            // The page that was left may have asked for its stream once more, without a session.
            browser.forget();
            assertThat(page.locator("#note").inputValue()).isEqualTo("Makulert ved retting.");
            assertThat(page.locator("#status").innerText()).contains("Det er ikke sendt.");
            seen.clean(page, "presses-kept-light");
            assertThat(portal.trail(kari)).doesNotContain("gap_explained");
            page.getByText("Lagre notat").click();
            page.locator(".note").waitFor();
            assertThat(portal.trail(kari)).filteredOn("gap_explained"::equals).hasSize(1);

            open(page, kari.system());
            page.getByText("Slett system").click();
            page.locator("#dialog[open] #name").fill("Visma eAcc");
            end(kari);
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
            back(context, page, kari, kari.system());
            page.locator("#dialog[open] .ds-alert").waitFor();
            assertThat(page.locator("#dialog #name").inputValue()).isEqualTo("Visma eAcc");
            assertThat(portal.trail(kari)).doesNotContain("integration_removed");
        }
    }

    /** Nobody else finds it in the same tab, and who signed out by themselves left nothing behind. */
    @Test
    void what_was_typed_is_nobody_elses() {
        var kari = portal.visitor();
        try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.setDefaultTimeout(PATIENCE_MS);
            open(page, "/api-keys");
            page.locator("#name").fill("Hemmelig prosjekt");
            end(kari);
            page.getByText("Lag nøkkel").click();
            back(context, page, portal.colleague(kari), "/api-keys");
            assertThat(page.locator("#name").inputValue()).isEmpty();

            page.locator("#name").fill("Hemmelig prosjekt");
            page.locator("details.who summary").click();
            page.locator("details.who button").click();
            page.locator("h1:text-is('Du er logget ut')").waitFor();
            assertThat(page.evaluate("sessionStorage.getItem('draft')")).isNull();
        }
    }

    private void end(Visitor visitor) {
        portal.run("DELETE FROM gateway.sessions WHERE tenant_id = "
                + visitor.session().tenant());
    }

    /** Signs in again; the page that was open is where the sign-in leads back to. */
    private void back(BrowserContext context, Page page, Visitor visitor, String path) {
        page.waitForURL("**/signed-out?expired");
        assertThat(page.locator("h1").textContent()).isEqualTo("Du er logget ut");
        var session = portal.again(visitor).cookie().reveal();
        context.addCookies(List.of(new Cookie("erp", session).setUrl(portal.address())));
        open(page, path);
    }

    // Pressing

    private void open(Page page, String path) {
        page.navigate(portal.address() + path);
    }

    private void asked(Page page, String path, String opener, String name) {
        open(page, path);
        page.locator(opener).first().click();
        page.locator("#dialog[open] form").waitFor();
        seen.clean(page, "presses-" + name + "-phone-dark");
    }

    private static void answered(Page page, String question, String answer) {
        page.locator("#dialog[open] form").waitFor();
        assertThat(page.locator("#dialog h2").textContent()).isEqualTo(question);
        page.locator("#dialog button:text-is('" + answer + "')").click();
        page.locator("#dialog:not([open])")
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
    }

    private static void undone(Page page, String told) {
        page.locator(".ds-alert button:text-is('Angre')").click();
        page.getByText(told).waitFor();
    }

    private static String focused(Page page) {
        return String.valueOf(page.evaluate(NAMED));
    }

    /** Tab by tab to what is called so; wherever it stops can be seen, and nothing holds it. */
    private static void to(Page page, String name) {
        var passed = new HashSet<String>();
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            page.keyboard().press("Tab");
            if (!"BODY".equals(page.evaluate("document.activeElement.tagName"))) {
                assertThat(page.evaluate(RINGED))
                        .as("the focus is seen at " + focused(page))
                        .isEqualTo(true);
                if (focused(page).equals(name)) {
                    return;
                }
                passed.add(focused(page));
            }
        }
        throw new AssertionError("no key leads to " + name + ", only to " + passed);
    }
}
