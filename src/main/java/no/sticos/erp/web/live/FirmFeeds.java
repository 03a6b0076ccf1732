package no.sticos.erp.web.live;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.ClientOverview;

/**
 * What the open pages of each firm look at, read once for all of them on this node.
 *
 * <p>However many pages a firm has open, one statement reads the clients that stand on any of them, and one
 * counts. Used on one event loop only.
 */
public final class FirmFeeds {
    private final ClientOverview overview;
    private final Flowable<String> hints;
    private final Scheduler scheduler;
    private final Map<TenantId, FirmFeed> feeds = new HashMap<>();

    /**
     * Nothing is read yet.
     *
     * @param overview where it is read
     * @param hints emits when something may have changed; may miss changes and tell of other firms'
     * @param scheduler the event loop
     */
    public FirmFeeds(ClientOverview overview, Flowable<String> hints, Scheduler scheduler) {
        this.overview = overview;
        this.hints = hints;
        this.scheduler = scheduler;
    }

    /**
     * How these clients look, among others of the firm: within a second, and from then on whenever they were
     * looked at again. Never ends by itself; fails when the database does.
     */
    public Flowable<FirmFeed.Look> of(TenantId firm, Set<ClientId> clients) {
        return Flowable.defer(() -> {
            var feed = feeds.computeIfAbsent(firm, key -> new FirmFeed(key, overview, hints, scheduler));
            feed.watch(clients);
            return feed.looks().onBackpressureLatest().doFinally(() -> leave(firm, feed, clients));
        });
    }

    private void leave(TenantId firm, FirmFeed feed, Set<ClientId> clients) {
        if (feed.unwatch(clients)) {
            feeds.remove(firm, feed);
        }
    }
}
