package no.sticos.erp.web.connecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import io.vertx.rxjava3.core.Vertx;
import java.time.Duration;
import java.util.regex.Pattern;
import no.sticos.erp.erp.Company;
import no.sticos.erp.testing.Await;
import no.sticos.erp.testing.Browser;
import no.sticos.erp.testing.Portal;
import no.sticos.erp.testing.Portal.Visitor;
import no.sticos.erp.testing.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What others bring in shows on an open queue's page, and in the inbox, without a load. */
@ExtendWith(VertxExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueStreamIT {
    private static final Company FJELL = new Company("fjell", "Fjell AS", "974760673", "NO", true);
    private static final Company FJORD = new Company("fjord", "Fjord AS", "923609016", "NO", true);
    private static final Pattern STREAM = Pattern.compile("sse-connect=\"([^\"]+)\"");

    private final Portal portal;

    QueueStreamIT(io.vertx.core.Vertx vertx) {
        portal = new Portal(new Vertx(vertx), Duration.ofMinutes(30));
    }

    @AfterAll
    void close() {
        portal.close();
    }

    @Test
    void a_client_that_another_person_adds_is_told_and_nothing_is_told_before() {
        var kari = portal.visitor();
        var queue = queue(kari);
        try (var stream = portal.listen(kari, stream(kari, queue))) {
            assertThat(portal.connected(portal.colleague(kari), FJELL)).isNotNull();
            stream.hear("event: say\ndata: 1 av 2 klienter er lagt til.");

            assertThat(stream.text())
                    .contains("event: queue", "Finnes allerede:", "id=\"go-")
                    .doesNotContain("0 av 2", "autofocus");
        }
    }

    @Test
    void what_was_added_between_the_page_and_its_stream_is_told_at_once() {
        var kari = portal.visitor();
        var before = stream(kari, queue(kari));
        assertThat(portal.connected(kari, FJELL)).isNotNull();

        try (var stream = portal.listen(kari, before)) {
            stream.hear("1 av 2");
        }
    }

    @Test
    void nobody_else_is_told() {
        var kari = portal.visitor();
        var queue = queue(kari);

        for (var other : new Visitor[] {portal.visitor(), portal.colleague(kari)}) {
            assertThat(Await.result(portal.request(other, HttpMethod.GET, queue + "/stream")
                                    .rxSend())
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void in_a_browser_the_rows_change_and_nothing_takes_the_focus() {
        var kari = portal.visitor();
        var queue = queue(kari);
        try (var browser = Browser.launch();
                var context = new Seen(browser, portal).as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(portal.address() + queue);
            page.locator(".queuehead:has-text('0 av 2')").waitFor();
            page.evaluate("document.activeElement.blur()");
            assertThat(portal.connected(portal.colleague(kari), FJELL)).isNotNull();
            page.locator(".queuehead:has-text('1 av 2')").waitFor();

            assertThat(page.locator("[data-now]").textContent()).contains("Fjord");
            assertThat(page.locator("#live").textContent()).isEqualTo("1 av 2 klienter er lagt til.");
            assertThat(page.evaluate("document.activeElement.hasAttribute('data-next')"))
                    .as("the button of the one whose turn it is takes no focus by itself")
                    .isEqualTo(false);
            new Seen(browser, portal).clean(page, "queue-live-light");
        }
    }

    @Test
    void the_inbox_counts_anew_and_offers_the_new_list_and_its_rows_stay() {
        var kari = portal.visitor();
        dead(kari, FJELL);
        try (var browser = Browser.launch();
                var context = new Seen(browser, portal).as(kari, 1280, ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.navigate(portal.address() + "/logins");
            page.locator("#badge .badge:has-text('1')").waitFor();
            assertThat(page.locator(".refresh").count()).isZero();

            dead(kari, FJORD);
            page.locator(".refresh:has-text('Listen er endret.')").waitFor();
            assertThat(page.locator("#badge").textContent()).contains("2");
            assertThat(page.locator(".chips").textContent()).contains("Alle 2");
            assertThat(page.locator(".inbox tbody tr").count()).isEqualTo(1);
            new Seen(browser, portal).clean(page, "logins-live-light");

            page.getByText("Oppdater listen").click();
            page.locator(".inbox tbody tr >> nth=1").waitFor();
            assertThat(page.locator(".refresh").count()).isZero();
        }
    }

    private String queue(Visitor visitor) {
        var form = MultiMap.caseInsensitiveMultiMap()
                .add("csrf", visitor.session().csrf().reveal())
                .add("numbers", "974760673 Fjell AS\n923609016 Fjord");
        return Await.result(portal.request(visitor, HttpMethod.POST, visitor.system() + "/queues")
                        .rxSendForm(form))
                .getHeader("Location");
    }

    private String stream(Visitor visitor, String queue) {
        var page = Await.result(portal.request(visitor, HttpMethod.GET, queue).rxSend())
                .bodyAsString();
        var found = STREAM.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1).replace("&amp;", "&");
    }

    private void dead(Visitor visitor, Company company) {
        var client = portal.connected(visitor, company);
        portal.run("UPDATE gateway.clients SET active = true, active_changed_at = now() WHERE client_id = " + client);
        portal.run("UPDATE gateway.grants SET state = 'ENDED', cause = 'grantEnded', api_active = false, tokens = NULL,"
                + " ended_at = now() WHERE client_id = " + client);
    }
}
