package no.sticos.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import no.sticos.erp.testing.Portal.Visitor;

/** Looks at the portal's real pages in a real browser. */
public record Seen(Browser browser, Portal portal) {
    /** The visitor in a browser of her own, as after it was closed. */
    public BrowserContext as(Visitor visitor, int width, ColorScheme scheme) {
        return signedIn(browser.context(width, 900, scheme), visitor);
    }

    /** The visitor in a browser that runs no script. */
    public BrowserContext withoutScript(Visitor visitor) {
        return signedIn(browser.withoutScript(1280, 900), visitor);
    }

    private BrowserContext signedIn(BrowserContext context, Visitor visitor) {
        var cookie = portal.again(visitor).cookie().reveal();
        context.addCookies(List.of(new Cookie("erp", cookie).setUrl(portal.address())));
        return context;
    }

    /** No rule of WCAG is broken, nothing is in the console, nothing scrolls sideways; a picture is kept. */
    public void clean(Page page, String name) {
        assertThat(Browser.violations(page)).as(name).isEmpty();
        assertThat(browser.complaints()).as("console of " + name).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(name + " scrolls sideways, pixels")
                .isEqualTo(0);
        browser.picture(page, name);
    }

    /** Opens the page at {@code path} for the visitor in light, dark and on a phone. */
    public void everywhere(Visitor visitor, String path, String name) {
        once(visitor, path, name + "-light", 1280, ColorScheme.LIGHT);
        once(visitor, path, name + "-dark", 1280, ColorScheme.DARK);
        once(visitor, path, name + "-phone", 390, ColorScheme.LIGHT);
    }

    private void once(Visitor visitor, String path, String name, int width, ColorScheme scheme) {
        try (var context = as(visitor, width, scheme)) {
            var page = context.newPage();
            page.navigate(portal.address() + path);
            clean(page, name);
        }
    }
}
