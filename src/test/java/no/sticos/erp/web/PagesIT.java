package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.web.shell.Messages;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page in a real browser, under the real headers: no rule of WCAG broken, nothing in the console. */
class PagesIT {
    /** What somebody may want on paper. */
    private static final Pattern PRINTED = Pattern.compile("^/(client|system|receipt|explain|bulk|help)\\b");

    private static SampleSite site;
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = Browser.launch();
        site = new SampleSite(Messages.bokmal());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            site.close();
        }
    }

    @BeforeEach
    void forget() {
        browser.forget();
    }

    /** How a page is seen. */
    private enum Sight {
        LIGHT(1280, ColorScheme.LIGHT),
        DARK(1280, ColorScheme.DARK),
        PHONE(390, ColorScheme.LIGHT);

        private final int width;
        private final ColorScheme scheme;

        Sight(int width, ColorScheme scheme) {
            this.width = width;
            this.scheme = scheme;
        }
    }

    /** Each is opened once and then seen in each way: nothing on it asks how it is seen but its styles. */
    @Test
    void every_page_is_clean() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            var found = new SoftAssertions();
            for (var path : site.paths()) {
                page.navigate(site.url(path));
                for (var sight : Sight.values()) {
                    page.setViewportSize(sight.width, 900);
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(sight.scheme));
                    clean(page, path, sight, found);
                }
            }
            found.assertAll();
        }
    }

    private static void clean(Page page, String path, Sight sight, SoftAssertions found) {
        var name = path + " " + sight;
        found.assertThat(Browser.violations(page)).as(name).isEmpty();
        found.assertThat(browser.complaints()).as("console of " + name).isEmpty();
        found.assertThat(overflow(page)).as(name + " scrolls sideways, pixels").isEqualTo(0);
        browser.picture(
                page, path.substring(1).replace('/', '-') + "-" + sight.name().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/logins", "/activity", "/api-keys", "/receipt-system", "/help/status", "/selection-result"})
    void on_a_phone_a_list_is_read_downwards_and_never_sideways(String path) {
        try (var context = browser.context(390, 844, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(site.url(path));
            Browser.settle(page);

            assertThat(page.evaluate(
                            "[...document.querySelectorAll('.scroll')].map(e => e.scrollWidth - e.clientWidth)"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .isNotEmpty()
                    .containsOnly(0);
        }
    }

    /** As wide as a sheet of A4 between its margins. */
    @Test
    void on_paper_there_is_what_a_page_says_and_nothing_to_press() {
        try (var context = browser.context(688, 1000, ColorScheme.DARK)) {
            var page = context.newPage();
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.LIGHT));
            var found = new SoftAssertions();
            for (var path : site.paths().stream().filter(PRINTED.asPredicate()).toList()) {
                page.navigate(site.url(path));
                Browser.settle(page);

                found.assertThat(page.locator("h1").first().isVisible())
                        .as("title of " + path)
                        .isTrue();
                found.assertThat(seen(
                                page,
                                "button:not(th > button), input, select, textarea, nav a:not([aria-current]), .topbar"))
                        .as("to press on " + path)
                        .isEmpty();
                found.assertThat(overflow(page))
                        .as(path + " is wider than the sheet, pixels")
                        .isEqualTo(0);
                browser.picture(page, path.substring(1).replace('/', '-') + "-paper");
            }
            found.assertAll();
        }
    }

    @Test
    void the_dialog_opens_takes_the_focus_and_gives_it_back() {
        try (var context = browser.context(1280, 760, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(site.url("/integrations-empty"));
            var opener = page.locator("a[hx-get='/integrations/new']").first();
            opener.click();
            page.locator("#dialog[open] #system").waitFor();

            assertThat(focused(page)).isEqualTo("system");
            assertThat(Browser.violations(page)).isEmpty();
            assertThat(browser.complaints()).isEmpty();
            browser.picture(page, "new-dialog");

            page.keyboard().press("Escape");
            // The browser tells of a closed dialog after it has closed it.
            page.waitForFunction("!document.getElementById('dialog').hasChildNodes()");
            assertThat(page.locator("#dialog[open]").count()).isZero();
            assertThat(page.evaluate("document.activeElement.getAttribute('hx-get')"))
                    .isEqualTo("/integrations/new");
        }
    }

    @Test
    void the_question_before_a_removal_has_no_as_its_first_answer() {
        try (var context = browser.context(1280, 760, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(site.url("/system"));
            page.locator("#delete-2").click();
            page.locator("#dialog[open] form").waitFor();

            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Avbryt");
            assertThat(Browser.violations(page)).isEmpty();
            assertThat(browser.complaints()).isEmpty();
            browser.picture(page, "delete-dialog");

            page.keyboard().press("Enter");
            page.waitForFunction("!document.getElementById('dialog').hasChildNodes()");
            assertThat(page.url()).isEqualTo(site.url("/system"));
            assertThat(focused(page)).isEqualTo("delete-2");
        }
    }

    @Test
    void a_live_event_changes_the_cell_and_keeps_the_focus() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(site.url("/system"));
            page.locator("#active-14").focus();
            page.locator("#state-14:has-text('Venter')").waitFor();

            assertThat(focused(page)).isEqualTo("active-14");
            assertThat(page.locator("#active-14").textContent()).isEqualTo("Deaktiver");
            assertThat(page.locator("#live").textContent()).isEqualTo("1 klient er oppdatert.");
            assertThat(page.locator("#counts").textContent()).contains("125");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_search_swaps_the_rows_and_says_how_many_there_are() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(site.url("/system"));
            page.keyboard().press("/");
            assertThat(focused(page)).isEqualTo("q");

            page.keyboard().type("kvit");
            page.waitForCondition(() -> page.locator("#clients tbody tr").count() == 2);
            assertThat(page.locator("#live").textContent()).isEqualTo("Viser 1–2 av 2 klienter");
            assertThat(focused(page)).isEqualTo("q");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_refused_control_says_why() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(site.url("/system"));
            page.locator("#send-5").click(new Locator.ClickOptions().setForce(true));

            assertThat(page.locator("#live").textContent()).isEqualTo("Trenger pålogging");
        }
    }

    @Test
    void a_refusal_by_the_server_is_told_while_the_page_stays() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(site.url("/system"));
            page.locator("#send-2").click();
            page.locator("#status .ds-alert").waitFor();

            assertThat(page.locator("#status").textContent()).contains("Samme orgnr som Kvitberg Holding AS");
            assertThat(page.locator("#row-2").count()).isEqualTo(1);
        }
    }

    @Test
    void two_minutes_before_the_end_a_person_is_asked_and_stays() {
        site.endsIn(119);
        try (var context = browser.context(1280, 760, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(site.url("/client"));
            page.locator("#session[open]").waitFor();

            assertThat(page.locator("#session").getAttribute("role")).isEqualTo("alertdialog");
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Fortsett");
            assertThat(Browser.violations(page)).isEmpty();
            browser.picture(page, "session-dialog");

            page.locator("[data-keep]").click();
            page.waitForCondition(() -> page.locator("#session[open]").count() == 0 && site.secondsLeft() == 1800);
            assertThat(browser.complaints()).isEmpty();
        } finally {
            site.endsIn(1800);
        }
    }

    @Test
    void when_the_time_is_over_the_page_says_so() {
        site.endsIn(0);
        try (var context = browser.context(1280, 760, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(site.url("/system"));

            page.waitForURL("**/signed-out?expired");
            assertThat(page.locator("h1").textContent()).isEqualTo("Du er logget ut");
        } finally {
            site.endsIn(1800);
        }
    }

    @Test
    void what_breaks_a_rule_is_named_with_its_place() {
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.setContent(
                    """
                    <!doctype html><html lang="nb"><title>x</title><main><h1>x</h1>
                    <img src="data:,"><p style="color: #ccc; background: #fff">grått</p></main></html>
                    """);

            assertThat(Browser.violations(page))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("image-alt ") && line.contains("<img"))
                    .anyMatch(line -> line.startsWith("color-contrast ") && line.contains("grått"));
        }
    }

    private static Object focused(Page page) {
        return page.evaluate("document.activeElement.id");
    }

    private static List<String> seen(Page page, String selector) {
        return page.locator(selector).all().stream()
                .filter(Locator::isVisible)
                .map(each -> String.valueOf(each.evaluate("e => e.outerHTML.slice(0, 90)")))
                .toList();
    }

    private static Object overflow(Page page) {
        return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }
}
