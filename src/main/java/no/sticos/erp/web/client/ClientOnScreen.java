package no.sticos.erp.web.client;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import no.sticos.erp.sync.ClientView;
import no.sticos.erp.web.live.FirmFeed;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;

/** What one open client page has been shown, and so which of its sections have to change. Used by one stream. */
final class ClientOnScreen {
    private static final String HEAD = "head";
    private static final List<String> SECTIONS =
            List.of(HEAD, "now", "tiles", "proof", "deliveries", "consent", "locked", "runs", "years");

    private final Pages pages;
    private final Messages messages;
    private final Map<String, String> sent = new HashMap<>();
    private ClientPages.Facts facts;

    ClientOnScreen(Pages pages, Messages messages, ClientPages.Facts first) {
        this.pages = pages;
        this.messages = messages;
        this.facts = first;
    }

    /** What is on the screen. */
    ClientPages.Facts facts() {
        return facts;
    }

    /** Whether the screen shows anything else of the client. */
    boolean isNews(ClientView view) {
        return !view.equals(facts.view());
    }

    /** Whether more than the progress of a run is another: what stands behind the state may be too. */
    boolean hasMoved(ClientView view) {
        var before = facts.view();
        return view.state() != before.state()
                || view.apiActive() != before.apiActive()
                || !view.identity().equals(before.identity())
                || !Objects.equals(view.books(), before.books());
    }

    /** Whether a product has not acknowledged everything. */
    boolean lags() {
        return facts.products().stream().anyMatch(product -> product.behind() > 0);
    }

    /** All sections, as the page had them when the stream began: what was lost in between does not matter. */
    List<LiveEvent> present(ClientPage page) {
        var events = new ArrayList<LiveEvent>();
        for (var section : SECTIONS) {
            var html = html(section, page);
            if (!html.toString().equals(sent.put(section, html.toString()))) {
                events.add(new LiveEvent(section, html));
            }
        }
        return events;
    }

    private Buffer html(String section, ClientPage page) {
        return section.equals(HEAD)
                ? pages.part("client/head", "frame", page.frame())
                : pages.part("client/" + section, "page", page);
    }

    /** The sections that differ, and a sentence if a run has ended. */
    List<LiveEvent> changes(ClientPages.Facts now, ClientPage page) {
        var events = new ArrayList<>(present(page));
        if (FirmFeed.isUnderWay(facts.view().state())
                && !FirmFeed.isUnderWay(now.view().state())) {
            var said = messages.text(
                    "live.client", page.frame().client().name(), page.status().tag());
            events.add(new LiveEvent("say", Buffer.buffer(said)));
        }
        facts = now;
        return events;
    }
}
