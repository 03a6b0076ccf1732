package no.sticos.erp.web.client;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.web.live.FirmFeeds;
import no.sticos.erp.web.live.LiveEvent;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Pages;
import no.sticos.erp.web.shell.Visits;

/**
 * The live side of a client's page: progress, and what a run leaves behind: figures, proof, acknowledgements.
 *
 * <p>What stands behind the state is read only when the state was seen to change; how far the products have
 * come has no such sign, so it is asked for while one of them lags.
 */
final class ClientStream {
    private static final int LAG_EVERY_SECONDS = 2;

    private final FirmFeeds feeds;
    private final ClientFacts facts;
    private final ClientPages clientPages;
    private final Pages pages;
    private final Messages messages;
    private final Scheduler scheduler;

    ClientStream(
            FirmFeeds feeds,
            ClientFacts facts,
            ClientPages clientPages,
            Pages pages,
            Messages messages,
            Scheduler scheduler) {
        this.feeds = feeds;
        this.facts = facts;
        this.clientPages = clientPages;
        this.pages = pages;
        this.messages = messages;
        this.scheduler = scheduler;
    }

    /** What changes, from the present state of every section on; {@code first} is what the page shows. */
    Flowable<LiveEvent> of(Visits.Visit visit, ClientPages.Facts first) {
        var screen = new ClientOnScreen(pages, messages, first);
        var changes =
                changes(visit, first.view().id(), screen).map(now -> screen.changes(now, clientPages.page(now, visit)));
        return Flowable.concat(Flowable.just(screen.present(clientPages.page(first, visit))), changes)
                .concatMapIterable(events -> events);
    }

    private Flowable<ClientPages.Facts> changes(Visits.Visit visit, ClientId client, ClientOnScreen screen) {
        var firm = visit.session().tenant();
        var seen = feeds.of(firm, Set.of(client))
                .mapOptional(look -> Optional.ofNullable(look.clients().get(client)))
                .filter(screen::isNews)
                .concatMapSingle(
                        view -> screen.hasMoved(view)
                                ? facts.of(firm, view)
                                : Single.just(screen.facts().at(view)),
                        1);
        var lagging = Flowable.interval(LAG_EVERY_SECONDS, TimeUnit.SECONDS, scheduler)
                .onBackpressureDrop()
                .filter(tick -> screen.lags())
                .concatMapSingle(tick -> facts.products(firm, screen.facts()), 1);
        return seen.mergeWith(lagging);
    }
}
