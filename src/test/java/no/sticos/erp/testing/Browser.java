package no.sticos.erp.testing;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Chromium for tests: it opens pages, remembers what they said to the console, and asks axe.
 *
 * <p>Without a Chromium the tests are skipped, loudly; with {@code CI=true} that is a failure.
 */
public final class Browser implements AutoCloseable {
    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa");
    /** A dialog that is fading in has neither its colours nor its contrast yet; a spinner never ends. */
    private static final String STILL =
            """
            document.fonts.ready.then(() => Promise.all(document.getAnimations()
                .filter(each => Number.isFinite(each.effect.getComputedTiming().endTime))
                .map(each => each.finished.catch(() => {}))))
            """;
    /**
     * All rules of those tags, each broken one in one line with its places. Axe's own builder, made for pages with
     * frames, reads the script twice for every page and carries all that was found in order across: three quarters
     * of the time. Our pages have no frames; their headers forbid them.
     */
    private static final String BROKEN =
            """
            tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
                .then(found => found.violations.map(rule =>
                    rule.id + ' ' + rule.nodes.map(node => node.html + ' ' + node.failureSummary).join(', ')))
            """;

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final boolean WANTED = System.getProperty("screenshots") != null;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> console = new CopyOnWriteArrayList<>();

    private Browser(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** Starts Chromium, or ends the test. */
    public static Browser launch() {
        var executable = PLACES.stream().filter(Files::isExecutable).findFirst();
        if (executable.isEmpty()) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError("no Chromium at " + PLACES + ": the browser tests cannot run");
            }
            System.err.println("SKIPPED: no Chromium at " + PLACES + ", the browser tests did not run");
        }
        Assumptions.assumeTrue(executable.isPresent(), "no Chromium");
        return new Browser(executable.get());
    }

    /** A fresh window, as wide as {@code width} pixels. */
    public Page open(int width, int height, ColorScheme scheme) {
        return context(width, height, scheme).newPage();
    }

    /** A fresh browser profile whose pages are listened to. */
    public BrowserContext context(int width, int height, ColorScheme scheme) {
        return context(options(width, height, scheme));
    }

    /** The same, and no script runs in it. */
    public BrowserContext withoutScript(int width, int height) {
        return context(options(width, height, ColorScheme.LIGHT).setJavaScriptEnabled(false));
    }

    private static com.microsoft.playwright.Browser.NewContextOptions options(
            int width, int height, ColorScheme scheme) {
        return new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale("nb-NO");
    }

    private BrowserContext context(com.microsoft.playwright.Browser.NewContextOptions options) {
        var context = chromium.newContext(options);
        context.onPage(page -> {
            page.onConsoleMessage(this::remember);
            page.onPageError(console::add);
        });
        return context;
    }

    /** What pages have complained about since the last call. */
    public List<String> complaints() {
        var said = List.copyOf(console);
        console.clear();
        return said;
    }

    /** Forgets what pages have complained about. */
    public void forget() {
        console.clear();
    }

    /** Waits until the page's letters are there and nothing fades in any more. */
    public static void settle(Page page) {
        page.evaluate(STILL);
    }

    /** What axe finds wrong once the page is settled, one line a broken rule and place. */
    public static List<String> violations(Page page) {
        settle(page);
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(AxeBuilder.getAxeScript());
        }
        return ((List<?>) page.evaluate(BROKEN, RULES))
                .stream().map(String::valueOf).toList();
    }

    /**
     * Saves the whole page as {@code target/screenshots/<name>.png}, if somebody wants to look: to draw hundreds of them
     * takes a build longer than what it asserts of them. It leaves a complaint about a style behind.
     */
    public void picture(Page page, String name) {
        if (!WANTED) {
            return;
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
        forget();
    }

    @Override
    public void close() {
        playwright.close();
    }

    private void remember(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            console.add(message.text());
        }
    }
}
