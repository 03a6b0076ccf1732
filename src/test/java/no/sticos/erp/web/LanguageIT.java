package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.rxjava3.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.MarkedLanguage;
import no.sticos.erp.testing.Portal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second language is a message file and nothing else. */
class LanguageIT {
    /** All that a page says: its texts, what a screen reader is told, what script or style takes from it, and what styles add. */
    private static final String SAID =
            """
            () => {
                const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                const body = [];
                while (texts.nextNode()) body.push(texts.currentNode.data);
                const said = [document.title, body.join('\\n')];
                document.querySelectorAll('*').forEach(element => {
                    for (const name of ['title', 'alt', 'aria-label', 'aria-valuetext', 'placeholder', 'label',
                        'data-label', 'data-text', 'data-count', 'data-kept'])
                        if (element.hasAttribute(name)) said.push(element.getAttribute(name));
                    if (element.matches('input[type=submit], input[type=button]')) said.push(element.value);
                    for (const pseudo of ['::before', '::after']) {
                        const content = getComputedStyle(element, pseudo).content;
                        if (content.startsWith('"')) said.push(content);
                    }
                });
                return said.map(each => each.trim()).filter(each => each !== '');
            }
            """;

    private static final Pattern LETTERS = Pattern.compile("\\p{L}");
    /** Names, what is written in books, references, and what programs call things. */
    private static final Pattern DATA = Pattern.compile(String.join(
            "|",
            ".* (AS|SA)",
            "Gimle Frisør|Lomvi Design|Jomfruland <script>alert\\(1\\)</script> & Co",
            "Kari Lunde|KL|Ola (Vik|Moen)|Per Aas|ERP-integrasjon|Byrå \\d+",
            "Visma eAccounting|Avstemming|Rapport|Likviditet",
            "Nattlig rapport|<b>Alt</b>|Gammel|Utløpt",
            "(\\d{4} )?(Leverandørgjeld|Inngående mva|Varekjøp|Kundefordringer|Leie lokale|Maskiner og anlegg)",
            "Salgsinntekt, avgiftspliktig",
            "(· )?Innkjøp av stillas|stillas( stillas)*|Leie <b>september</b>",
            "Ble makulert\\.|<b>Se perm 4\\.</b>|Forklaring( Forklaring)*",
            "[AB][ \u00a0]?\\d+(–\\d+)?",
            "(\\d+\u00a0(t|min|s)\u00a0?)+",
            "[A-Z0-9]{4}-[A-Z0-9]{2,4}|SL-\\d{4}-\\d{6}",
            "[a-z]+:[a-z_]+|offline_access",
            "GET /v2/\\S+|\"(id|voucherText)\": .*"));

    private static Vertx vertx;
    private static Browser browser;
    private static SampleSite site;
    private static Portal portal;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        browser = Browser.launch();
        vertx = Vertx.vertx();
        var messages = MarkedLanguage.in(folder);
        site = new SampleSite(messages);
        portal = Portal.speaking(vertx, messages);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            portal.close();
            site.close();
            vertx.rxClose().blockingAwait();
        }
    }

    @Test
    void no_page_says_anything_that_its_language_does_not() {
        var found = new TreeMap<String, TreeSet<String>>();
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            var page = context.newPage();
            for (var path : site.paths()) {
                page.navigate(site.url(path));

                assertThat(page.getAttribute("html", "lang")).as(path).isEqualTo(MarkedLanguage.TAG);
                foreign(page).forEach(said -> found.computeIfAbsent(said, text -> new TreeSet<>())
                        .add(path));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void the_portal_speaks_it_to_people() {
        var kari = portal.visitor();
        var found = new TreeMap<String, List<String>>();
        try (var context = browser.context(1280, 900, ColorScheme.LIGHT)) {
            context.addCookies(List.of(new Cookie("erp", kari.cookie().reveal()).setUrl(portal.address())));
            var page = context.newPage();
            for (var path : List.of(
                    "/integrations",
                    "/integrations/new",
                    kari.system(),
                    kari.system() + "/connect",
                    kari.system() + "/schedule",
                    kari.system() + "/delete",
                    "/logins",
                    "/activity",
                    "/alerts",
                    "/api-keys",
                    "/no-such-page")) {
                page.navigate(portal.address() + path);

                assertThat(page.getAttribute("html", "lang")).as(path).isEqualTo(MarkedLanguage.TAG);
                found.put(path, foreign(page));
            }
        }
        assertThat(found).allSatisfy((path, said) -> assertThat(said).as(path).isEmpty());
    }

    @Test
    void the_portal_speaks_it_to_programs() {
        var answer = Await.result(portal.request(HttpMethod.GET, "/api/v1/key").rxSend());
        var problem = answer.bodyAsJsonObject();

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(problem.getString("title")).startsWith("⟦").endsWith("⟧");
        assertThat(problem.getString("detail")).startsWith("⟦").endsWith("⟧");
    }

    /** What a page says that is neither from its language's file nor data. */
    private static List<String> foreign(Page page) {
        return ((List<?>) page.evaluate(SAID))
                .stream()
                        .map(String::valueOf)
                        .flatMap(said -> MarkedLanguage.outside(said).lines())
                        .map(String::strip)
                        .filter(LETTERS.asPredicate())
                        .filter(Predicate.not(DATA.asMatchPredicate()))
                        .toList();
    }
}
