package no.sticos.erp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.LargeFirm;
import no.sticos.erp.testing.LargeFirm.Mix;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.testing.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The client list on a slow connection, as the browser fetches it: what comes over the wire, what waits for what, and what
 * is not fetched again. How long it took is printed, and held by nothing: bytes and turns are what is ours.
 */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstPageIT {
    private static final long KILOBYTE = 1_000;
    private static final long FIRST_VIEW = 120 * KILOBYTE;
    private static final long NEXT_VIEW = 15 * KILOBYTE;
    /** A phone on a poor line. */
    private static final Map<String, Number> SLOW =
            Map.of("latency", 150, "downloadThroughput", 1_600_000 / 8, "uploadThroughput", 750_000 / 8);

    private final Browser browser = Browser.launch();
    private final Portal portal;
    private final Seen seen;

    FirstPageIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
        seen = new Seen(browser, portal);
    }

    @AfterAll
    void close() {
        browser.close();
        portal.close();
    }

    /**
     * What the browser fetched.
     *
     * @param type what the browser takes it for
     * @param coding how it was packed; empty if not
     * @param asker what made it ask: a page or a style sheet
     * @param bytes over the wire, with headers
     */
    private record Fetched(String path, String type, String coding, String asker, long bytes) {}

    @Test
    void the_first_view_is_light_and_nothing_waits_in_a_row() {
        var kari = firm();
        try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            var wire = listen(page);

            page.navigate(portal.address() + kari.system());
            Browser.settle(page);
            page.locator("#clients tbody tr").first().waitFor();
            var first = List.copyOf(wire.values());
            tell(page, first);

            assertThat(sum(first)).isLessThan(FIRST_VIEW);
            assertThat(first)
                    .filteredOn(fetched ->
                            List.of("Document", "Stylesheet", "Script").contains(fetched.type()))
                    .isNotEmpty()
                    .allMatch(fetched -> fetched.coding().equals("gzip"), "packed");
            assertThat(first)
                    .filteredOn(fetched -> List.of("Stylesheet", "Script").contains(fetched.type()))
                    .allMatch(fetched -> fetched.asker().equals(kari.system()), "asked for by the page itself");
            assertThat(page.evaluate("[...document.scripts].filter(each => !each.defer).length"))
                    .as("scripts that the page waits for")
                    .isEqualTo(0);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void the_next_view_fetches_the_page_and_nothing_else() {
        var kari = firm();
        try (var context = seen.as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(portal.address() + "/integrations");
            page.navigate(portal.address() + kari.system());
            Browser.settle(page);
            var wire = listen(page);

            page.navigate(portal.address() + kari.system() + "?page=2");
            Browser.settle(page);
            var next = List.copyOf(wire.values());
            tell(page, next);

            assertThat(next).noneMatch(fetched -> fetched.path().startsWith("/assets/") && fetched.bytes() > 0);
            assertThat(sum(next)).isLessThan(NEXT_VIEW);
        }
    }

    private Visitor firm() {
        var kari = portal.visitor();
        new LargeFirm(portal.database()).fill(kari.session().tenant(), kari.integration(), Mix.CURRENT, 120);
        return kari;
    }

    /** Slows the page's network down and notes what comes over it. */
    private static Map<String, Fetched> listen(Page page) {
        var wire = new ConcurrentHashMap<String, Fetched>();
        var askers = new ConcurrentHashMap<String, String>();
        var network = page.context().newCDPSession(page);
        network.send("Network.enable");
        var slow = new JsonObject();
        slow.addProperty("offline", false);
        SLOW.forEach(slow::addProperty);
        network.send("Network.emulateNetworkConditions", slow);
        network.on("Network.requestWillBeSent", sent -> {
            var initiator = sent.getAsJsonObject("initiator");
            askers.put(
                    id(sent), initiator.has("url") ? path(initiator.get("url").getAsString()) : "");
        });
        network.on("Network.responseReceived", came -> {
            var answer = came.getAsJsonObject("response");
            var headers = answer.getAsJsonObject("headers");
            var coding = headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase("content-encoding"))
                    .map(header -> header.getValue().getAsString())
                    .findFirst();
            wire.put(
                    id(came),
                    new Fetched(
                            path(answer.get("url").getAsString()),
                            came.get("type").getAsString(),
                            coding.orElse(""),
                            askers.getOrDefault(id(came), ""),
                            0));
        });
        network.on(
                "Network.loadingFinished",
                done -> wire.computeIfPresent(
                        id(done),
                        (key, fetched) -> new Fetched(
                                fetched.path(),
                                fetched.type(),
                                fetched.coding(),
                                fetched.asker(),
                                done.get("encodedDataLength").getAsLong())));
        return wire;
    }

    private static String id(JsonObject event) {
        return event.get("requestId").getAsString();
    }

    private static String path(String address) {
        // An icon in a style sheet is an address without a path.
        return address.startsWith("data:") ? "data:" : URI.create(address).getPath();
    }

    private static long sum(List<Fetched> all) {
        return all.stream().mapToLong(Fetched::bytes).sum();
    }

    private static void tell(Page page, List<Fetched> all) {
        all.forEach(fetched -> System.out.printf(
                Locale.ROOT,
                "  %7d %-10s %-5s %s%n",
                fetched.bytes(),
                fetched.type(),
                fetched.coding(),
                fetched.path()));
        System.out.printf(
                Locale.ROOT,
                "%s: %d bytes; painted after %s ms, usable after %s ms at 1.6 Mbit/s and 150 ms%n",
                path(page.url()),
                sum(all),
                page.evaluate("Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1)"),
                page.evaluate("Math.round(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd)"));
    }
}
