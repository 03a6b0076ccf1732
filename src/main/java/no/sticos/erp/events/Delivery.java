package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import java.time.Duration;
import no.sticos.erp.db.Database;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one event to one product, and writes down how it went.
 *
 * <p>Safe to run many times at once, in one process and in several: who may send is decided by the lease
 * in the database.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final SubscriptionTable table;
    private final ChangeSource source;
    private final Bus bus;
    private final EventSettings settings;

    /** {@code owner} names this process among those that share the database. */
    public Delivery(Database database, String owner, ChangeSource source, Bus bus, EventSettings settings) {
        this.table = new SubscriptionTable(database, owner, settings.lease());
        this.source = source;
        this.bus = bus;
        this.settings = settings;
    }

    /**
     * Takes the product's longest-waiting position and sends what comes next there; false if none is due.
     *
     * <p>That a product does not answer is no error here: it is written down and tried again later.
     */
    public Single<Boolean> deliverNext(Product product) {
        return table.claim(product)
                .flatMapSingle(due -> deliver(due).toSingleDefault(true))
                .defaultIfEmpty(false);
    }

    /** Gives back all leases of this process, for its orderly end. */
    public Completable release() {
        return table.release();
    }

    private Completable deliver(Due due) {
        return send(due).andThen(table.acknowledge(due)).onErrorResumeNext(error -> notTaken(due, error));
    }

    private Completable send(Due due) {
        return switch (due.event().kind()) {
            case GENERATION -> new Transfer(due, source, table, bus, settings.pageBytes()).run();
            case HEARTBEAT -> alone(due, WireForm.heartbeat(due));
            case REMOVED -> alone(due, WireForm.removed(due));
        };
    }

    private Completable alone(Due due, Message message) {
        var product = due.claim().product();
        return bus.send(product, Bus.address(product), message).ignoreElement();
    }

    private Completable notTaken(Due due, Throwable error) {
        if (Fault.is(error, Cause.FENCED)) {
            return replaced(due);
        }
        var outcome = error instanceof Bus.PositionUnfit && due.claim().ackedGen() > 0
                ? table.rewind(due.claim(), rewindPause())
                : putOff(due, error);
        return outcome.onErrorResumeNext(
                later -> Fault.is(later, Cause.FENCED) ? replaced(due) : Completable.error(later));
    }

    /** Never at once: a product that asks for everything again and again must not keep the ledger busy. */
    private Duration rewindPause() {
        return settings.patience().firstPause();
    }

    private Completable putOff(Due due, Throwable error) {
        return table.putOff(due.claim(), settings.patience())
                .doOnSuccess(parked -> log(due, error, parked))
                .ignoreElement();
    }

    /** Somebody else holds the position now, or it was moved: what we know of it is old. */
    private static Completable replaced(Due due) {
        LOG.info(
                "client {}, {}: replaced while sending",
                due.claim().client(),
                due.claim().product());
        return Completable.complete();
    }

    private static void log(Due due, Throwable error, boolean parked) {
        var claim = due.claim();
        if (parked) {
            LOG.warn("client {}, {}: parked after {} tries", claim.client(), claim.product(), claim.failures() + 1);
        }
        if (!Fault.is(error, Cause.PRODUCT_SILENT) && !(error instanceof Bus.PositionUnfit)) {
            LOG.error("client {}, {}: could not be sent", claim.client(), claim.product(), error);
        }
    }
}
