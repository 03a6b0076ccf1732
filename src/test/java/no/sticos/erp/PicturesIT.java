package no.sticos.erp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.JavaProcess;
import no.sticos.erp.testing.Ports;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws the README's pictures from the running demo, once all that it fetches by itself has come to its end. */
@Tag("pictures")
class PicturesIT {
    private static final Path DOCS = Path.of("src", "docs");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    @Test
    void the_readme_shows_what_the_demo_shows(@TempDir Path folder) {
        int port = Ports.free();
        var environment = Map.of(
                "ERP_HTTP_PORT", Integer.toString(port),
                "ERP_SANDBOX_PORT", Integer.toString(Ports.free()));
        var portal = "http://localhost:" + port;
        try (var browser = Browser.launch();
                var demo = JavaProcess.start(folder, List.of(), "demo", environment, "Ctrl+C stops everything")) {
            try (var context = browser.context(1280, 860, ColorScheme.LIGHT)) {
                var page = context.newPage();
                var list = rested(page, portal, demo);
                draw(page, "clients");
                page.getByText("Stemmer").first().waitFor();
                page.locator("tr:has-text('Stemmer') a.client").first().click();
                assertThat(page.locator("main")).containsText("3 av 3 produkter", PATIENTLY);
                draw(page, "client-page");
                page.navigate(page.url() + "/trial-balance");
                page.locator(".plot").waitFor();
                draw(page, "trial-balance");
                phone(browser, context, list);
            }
        }
    }

    /** Signs in and waits for the clients; gives where their list is. */
    private static String rested(Page page, String portal, JavaProcess demo) {
        page.navigate(portal + "/");
        page.getByText("Logg på med Sticos").click();
        page.getByText("Kari Fjordheim").click();
        page.locator(".syscard h2 a").first().click();
        page.locator("#clients").waitFor();
        var list = page.url();
        Await.until(
                PATIENCE,
                () -> {
                    page.navigate(list);
                    return !page.locator("main").innerText().contains("henter nå");
                },
                demo::output);
        return list;
    }

    private static void phone(Browser browser, BrowserContext signedIn, String list) {
        try (var context = browser.context(390, 844, ColorScheme.DARK)) {
            context.addCookies(signedIn.cookies().stream()
                    .map(cookie -> new com.microsoft.playwright.options.Cookie(cookie.name, cookie.value)
                            .setDomain(cookie.domain)
                            .setPath(cookie.path))
                    .toList());
            var page = context.newPage();
            page.navigate(list);
            page.locator("#clients").waitFor();
            draw(page, "clients-phone");
        }
    }

    private static void draw(Page page, String name) {
        Browser.settle(page);
        page.screenshot(new Page.ScreenshotOptions().setPath(DOCS.resolve(name + ".png")));
    }
}
