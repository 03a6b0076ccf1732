package no.sticos.erp.web.connecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.sticos.erp.erp.Company;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.testing.Seen;
import no.sticos.erp.testing.VismaPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Thirty clients are brought in by a person with a browser, who is cut off, goes wrong and changes her mind. */
@ExtendWith(VertxExtension.class)
class QueueWalkIT {
    private static final List<Company> COMPANIES = companies(30);
    private static final Company OWN = new Company("own", "Fjell og Fjord Regnskap AS", "974760673", "NO", true);

    private final VismaPage visma;
    private final Portal portal;
    private final Visitor kari;
    private final Browser browser = Browser.launch();
    private final Seen seen;

    QueueWalkIT(io.vertx.core.Vertx core) {
        var vertx = new Vertx(core);
        visma = new VismaPage(vertx);
        portal = new Portal(vertx, Duration.ofMinutes(30), visma.address());
        visma.leadsTo(portal);
        kari = portal.visitor();
        seen = new Seen(browser, portal);
    }

    @AfterEach
    void close() {
        browser.close();
        portal.close();
    }

    @Test
    void thirty_clients_are_brought_in_at_two_presses_each() {
        String queue;
        try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(portal.address() + kari.system() + "/connect");
            page.locator("#numbers").fill(pasted());
            page.locator("#numbers").blur();
            page.locator("#numbers-found:has-text('30 orgnr er gyldige.')").waitFor();
            seen.clean(page, "connect-paste-light");
            page.getByText("Lag kø").click();
            queue = page.url();
            seen.clean(page, "queue-new-light");

            IntStream.range(0, 4).forEach(at -> bringIn(page, at));
            denied(page);
            another(page, 5);
            opensByItself(page, 6);
            IntStream.range(7, 15).forEach(at -> bringIn(page, at));
            assertThat(page.locator(".queuehead").textContent()).contains("14 av 30", "igjen i samme tempo");
            waits(page);
            seen.clean(page, "queue-light");
        }
        try (var context = seen.as(kari, 1280, ColorScheme.DARK)) {
            var page = context.newPage();
            page.navigate(portal.address() + kari.system() + "/connect");
            page.getByText("Fortsett køen").click();
            assertThat(page.url()).isEqualTo(queue);
            seen.clean(page, "queue-dark");
            page.locator("#activate").check();
            IntStream.range(15, 30).forEach(at -> bringIn(page, at));
            assertThat(page.locator(".queuehead").textContent()).contains("29 av 30");
            page.getByLabel("Prøv igjen med " + COMPANIES.get(4).name()).click();
            allow(page, COMPANIES.get(4));
            assertThat(page.locator("main").textContent()).contains("30 av 30", "Ingen flere venter i køen.");
            page.navigate(portal.address() + kari.system());
            assertThat(page.locator("#counts").textContent()).contains("Aktive klienter: 16", "Inaktive klienter: 14");
        }
        try (var context = seen.as(kari, 390, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(queue + "?show=all&whole");
            assertThat(page.locator(".queue > li").count()).isEqualTo(30);
            seen.clean(page, "queue-phone");
            page.navigate(portal.address() + kari.system() + "/connect");
            seen.clean(page, "connect-phone");
        }
    }

    /** The button of the one whose turn it is has the focus. */
    private void bringIn(Page page, int at) {
        assertThat(page.locator("[data-now]").textContent())
                .contains(COMPANIES.get(at).name());
        page.keyboard().press("Enter");
        allow(page, COMPANIES.get(at));
    }

    /** Whatever is pressed, the next one does not open by itself any more. */
    private static void waits(Page page) {
        page.keyboard().press("Shift");
        assertThat(page.locator("#opens").isHidden()).isTrue();
    }

    private void denied(Page page) {
        page.keyboard().press("Enter");
        page.locator("#deny").click();
        page.locator(".queue :text('Hoppet over: du avbrøt i Visma')").waitFor();
        assertThat(page.locator("#opens").count()).isZero();
    }

    private void another(Page page, int at) {
        page.locator("[data-next]").click();
        allow(page, OWN);
        assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Du valgte et annet firma i Visma");
        seen.clean(page, "queue-held-light");
        page.locator(".ds-alert button").first().click();
        allow(page, COMPANIES.get(at));
    }

    private void opensByItself(Page page, int at) {
        assertThat(page.locator("#opens").textContent())
                .contains(COMPANIES.get(at).name());
        page.waitForURL("**/authorize?**");
        allow(page, COMPANIES.get(at));
    }

    private void allow(Page page, Company company) {
        visma.choose(company);
        page.locator("#allow").click();
        page.locator(".queuehead").waitFor();
    }

    private static String pasted() {
        return COMPANIES.stream()
                .map(company -> company.identity() + " " + company.name())
                .collect(Collectors.joining("\n"));
    }

    private static List<Company> companies(int count) {
        var numbers = Orgnrs.valid(count);
        return IntStream.range(0, count)
                .mapToObj(at ->
                        new Company("walk-" + at, "Klient nummer " + (at + 1) + " AS", numbers.get(at), "NO", true))
                .toList();
    }
}
