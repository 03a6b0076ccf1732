package no.sticos.erp.web.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.sticos.erp.kernel.Orgnr;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.testing.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows are chosen in a real browser: by keyboard, over pages and searches, without script, on a phone. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionWalkIT {
    private final Browser browser = Browser.launch();
    private final Portal portal;
    private final Seen seen;

    SelectionWalkIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
        seen = new Seen(browser, portal);
    }

    @AfterAll
    void close() {
        browser.close();
        portal.close();
    }

    @Test
    void chosen_rows_outlive_paging_and_search_and_are_acted_on_together() {
        var kari = firm(60);
        try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(portal.address() + kari.system());
            assertThat(page.locator("#bulk").isVisible()).isFalse();

            page.locator(".c-pick input[name=ids]").first().focus();
            page.keyboard().press("Space");
            assertThat(bar(page)).contains("1 valgt", "Aktiver (1)", "Deaktiver (0)", "Slett (1)");
            assertThat(indeterminate(page)).isEqualTo(true);
            page.locator("#pick-page").check();
            assertThat(bar(page)).contains("50 valgt", "Aktiver (50)");

            page.locator(".pager a:text-is('2')").click();
            page.locator("tr:has-text('Klient 060')").waitFor();
            assertThat(page.locator(".c-pick input:checked").count()).isZero();
            page.locator(".c-pick input[name=ids]").last().check();
            search(page, "klient 05", "Klient 050");
            assertThat(bar(page)).contains("51 valgt", "Aktiver (51)");
            assertThat(page.locator(".c-pick input[name=ids]:checked").count()).isEqualTo(1);

            seen.clean(page, "bulk-bar-light");

            page.locator("#acts [value=activate]").click();
            page.locator("#dialog[open] form").waitFor();
            assertThat(page.locator("#dialog h2").textContent()).isEqualTo("Aktivere 51 klienter?");
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Avbryt");
            seen.clean(page, "bulk-question-light");
            page.keyboard().press("Escape");
            page.waitForCondition(() -> "activate".equals(page.evaluate("document.activeElement.value")));

            page.keyboard().press("Enter");
            page.locator("#dialog[open] button[type=submit]").click();
            page.locator("h1:text-is('51 av 51 klienter er aktivert')").waitFor();
            assertThat(page.evaluate("document.activeElement.tagName")).isEqualTo("H1");
            assertThat(page.locator(".results tbody tr").count()).isEqualTo(51);
            seen.clean(page, "bulk-result-light");
            page.getByText("Tilbake til listen").click();
            assertThat(page.url()).endsWith("?q=klient+05");
            assertThat(page.locator("#bulk").isVisible()).isFalse();
        }
    }

    @Test
    void all_of_the_list_are_chosen_without_their_numbers_and_a_new_search_is_another_list() {
        var kari = firm(60);
        try (var context = seen.as(kari, 1280, ColorScheme.DARK)) {
            var page = context.newPage();
            page.navigate(portal.address() + kari.system());
            page.locator("#pick-page").check();
            page.locator("#pick-all").check();
            page.locator("#acts [value=activate]:text-is('Aktiver (60)')").waitFor();
            assertThat(bar(page)).contains("60 valgt", "Slett (60)");

            page.locator(".pager a:text-is('2')").click();
            page.locator("tr:has-text('Klient 060')").waitFor();
            assertThat(page.locator("#pick-all").isChecked()).isTrue();
            assertThat(page.locator(".c-pick input[name=ids]:checked").count()).isEqualTo(10);
            page.locator("#acts [value=delete]:text-is('Slett (60)')").waitFor();
            seen.clean(page, "bulk-all-dark");

            page.locator("#acts [value=delete]").click();
            page.locator("#dialog[open] form").waitFor();
            assertThat(page.locator("#dialog h2").textContent()).isEqualTo("Slette 60 klienter?");
            assertThat(page.locator("#dialog input[name=ids]").count()).isZero();
            seen.clean(page, "bulk-delete-dark");
            page.keyboard().press("Escape");

            page.locator("#bulk [type=reset]").click();
            // What is ticked off is counted once the browser has done so.
            page.waitForCondition(() -> !page.locator("#bulk").isVisible());
            page.waitForCondition(() -> "pick-page".equals(page.evaluate("document.activeElement.id")));
            page.locator("#pick-page").check();
            page.locator("#pick-all").check();
            search(page, "klient 01", "Klient 010");
            assertThat(page.locator("#pick-all").isChecked()).isFalse();
        }
    }

    @Test
    void a_button_that_none_of_the_chosen_can_be_acted_on_by_says_so() {
        var kari = firm(2);
        try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(portal.address() + kari.system());
            page.locator(".c-pick input[name=ids]").first().check();
            page.locator("#acts [value=send]").click(new Locator.ClickOptions().setForce(true));

            assertThat(page.locator("#live").textContent()).isEqualTo("Ingen av de valgte klientene kan dette nå");
            assertThat(page.locator("#dialog[open]").count()).isZero();
        }
    }

    @Test
    void without_script_it_is_a_form() {
        var kari = firm(3);
        try (var context = seen.withoutScript(kari)) {
            var page = context.newPage();
            page.navigate(portal.address() + kari.system());
            assertThat(page.locator("#pick-page").isVisible()).isFalse();
            page.locator(".c-pick input[name=ids]").first().check();
            page.locator(".c-pick input[name=ids]").last().check();
            browser.picture(page, "bulk-no-script");
            page.locator("#acts button:text-is('Aktiver')").click();
            assertThat(page.locator("h1").textContent()).isEqualTo("Aktivere 2 klienter?");
            assertThat(page.url()).contains("action=activate").doesNotContain("csrf");
            page.getByText("Aktiver 2 klienter").click();
            assertThat(page.locator("h1").textContent()).isEqualTo("2 av 2 klienter er aktivert");

            page.navigate(portal.address() + kari.system());
            page.locator("#pick-all").check();
            page.locator("#acts button:text-is('Slett')").click();
            assertThat(page.locator("h1").textContent()).isEqualTo("Slette 3 klienter?");
        }
    }

    @Test
    void on_a_phone_the_bar_scrolls_and_the_page_does_not() {
        var kari = firm(3);
        try (var context = seen.as(kari, 390, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(portal.address() + kari.system());
            var box = page.locator("tbody .pick").first().boundingBox();
            assertThat(Math.min(box.width, box.height)).isGreaterThanOrEqualTo(44);
            page.locator("tbody .pick").first().click();
            assertThat(bar(page)).contains("1 valgt");
            seen.clean(page, "bulk-bar-phone");
            page.locator("#acts [value=activate]").click();
            page.locator("#dialog[open] form").waitFor();
            seen.clean(page, "bulk-question-phone");
            page.locator("#dialog button[type=submit]").click();
            page.locator("h1:text-is('1 av 1 klienter er aktivert')").waitFor();
            seen.clean(page, "bulk-result-phone");
        }
    }

    private static void search(Page page, String text, String first) {
        page.locator("#q").fill(text);
        page.locator("#clients:not(.htmx-request) tbody tr:first-child:has-text('" + first + "')")
                .waitFor();
    }

    private static String bar(Page page) {
        return page.locator("#bulk").innerText();
    }

    private static Object indeterminate(Page page) {
        return page.evaluate("document.getElementById('pick-page').indeterminate");
    }

    /** A firm with so many clients that can be switched on. */
    private Visitor firm(int clients) {
        var kari = portal.visitor();
        var numbers = IntStream.range(310_001_000, 310_100_000)
                .mapToObj(Integer::toString)
                .filter(digits -> Orgnr.read(digits).isPresent())
                .limit(clients)
                .collect(Collectors.joining(","));
        portal.run("INSERT INTO gateway.clients (tenant_id, integration_id, company_id, name, identity_kind, orgnr,"
                + " connected_by) SELECT " + kari.session().tenant() + ", " + kari.integration()
                + ", 'many-' || n.at, 'Klient ' || lpad(n.at::text, 3, '0'), 'ORGNR', n.orgnr, 'test'"
                + " FROM unnest('{" + numbers + "}'::text[]) WITH ORDINALITY n(orgnr, at)");
        return kari;
    }
}
