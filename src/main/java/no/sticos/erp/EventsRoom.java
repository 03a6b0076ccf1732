package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.core.Verticle;
import java.util.List;
import no.sticos.erp.events.BridgeServer;
import no.sticos.erp.events.Bus;
import no.sticos.erp.events.ClientEvents;
import no.sticos.erp.events.Delivery;
import no.sticos.erp.events.EventSettings;
import no.sticos.erp.events.Outbox;
import no.sticos.erp.events.OutboxRelay;
import no.sticos.erp.events.Product;
import no.sticos.erp.events.Subscriber;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.ledger.LedgerChanges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stream of events: what is written down to be told, who is told, and how it goes out. */
final class EventsRoom {
    private static final Logger log = LoggerFactory.getLogger(EventsRoom.class);

    final Outbox outbox;
    final ClientEvents news;
    final LedgerChanges changes;
    final Subscriptions subscriptions;
    private final Ground ground;
    private final EventSettings settings;

    EventsRoom(Ground ground) {
        this.ground = ground;
        this.settings = ground.settings().events();
        this.outbox = new Outbox(ground.watch());
        this.news = new ClientEvents(outbox);
        this.changes = new LedgerChanges(ground.database());
        this.subscriptions = new Subscriptions(ground.database());
    }

    List<Subscriber> subscribers() {
        return settings.subscribers();
    }

    List<Product> products() {
        return settings.subscribers().stream().map(Subscriber::product).toList();
    }

    /** Who subscribes is written down before anything is sent, and a restored database is told from the one before. */
    Completable subscribed() {
        return subscriptions
                .configure(settings.subscribers())
                .andThen(subscriptions.startNewEpochIfRestored())
                .doOnSuccess(
                        epoch -> log.warn("the database was restored or promoted: the stream's epoch is {}", epoch))
                .ignoreElement();
    }

    /** The door for products that are no JVM; most installations have none. */
    List<Verticle> bridge() {
        return ground.settings().bridge().<Verticle>map(BridgeServer::new).stream()
                .toList();
    }

    /** Sends what the outbox holds. */
    Verticle relay() {
        var bus = new Bus(ground.vertx().eventBus(), settings.ackTimeout());
        var node = ground.settings().sync().node();
        return new OutboxRelay(
                new Delivery(ground.database(), node, changes, bus, settings, ground.watch()),
                ground.notices("events"),
                settings);
    }
}
