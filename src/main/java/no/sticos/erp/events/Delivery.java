package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import no.sticos.erp.db.Database;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Watch;
import org.jspecify.annotations.Nullable;
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
    private final Watch watch;

    /** Nobody watches. */
    public Delivery(Database database, String owner, ChangeSource source, Bus bus, EventSettings settings) {
        this(database, owner, source, bus, settings, Watch.NOBODY);
    }

    /**
     * Delivers, and tells {@code watch} what came of each try.
     *
     * @param owner names this process among those that share the database
     */
    public Delivery(
            Database database, String owner, ChangeSource source, Bus bus, EventSettings settings, Watch watch) {
        this.table = new SubscriptionTable(database, owner, settings.lease());
        this.source = source;
        this.bus = bus;
        this.settings = settings;
        this.watch = watch;
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
        return Completable.defer(() -> {
            long began = System.nanoTime();
            return send(due)
                    .andThen(table.acknowledge(due))
                    .toSingleDefault("taken")
                    .onErrorResumeNext(error -> notTaken(due, error))
                    .doOnSuccess(outcome -> tell(due, outcome, began))
                    .ignoreElement();
        });
    }

    private void tell(Due due, String outcome, long began) {
        var took = Duration.ofNanos(System.nanoTime() - began);
        watch.delivered(due.claim().product().id(), outcome, due.event().trace(), took);
    }

    private Completable send(Due due) {
        return switch (due.event().kind()) {
            case GENERATION -> new Transfer(due, source, table, bus, settings.pageBytes()).run();
            case HEARTBEAT -> alone(due, WireForm.heartbeat(due));
            case PERIOD_CHANGED ->
                source.periodChanges(due.claim().client(), due.event().gen())
                        .flatMapCompletable(changes -> alone(due, WireForm.periodChanged(due, changes)));
            case ACTIVATED -> alone(due, WireForm.activated(due));
            case DEACTIVATED -> alone(due, WireForm.deactivated(due));
            case NEEDS_SIGN_IN -> alone(due, WireForm.needsSignIn(due));
            case BOOKS_REMOVED, REMOVED -> alone(due, WireForm.removed(due));
        };
    }

    private Completable alone(Due due, Message message) {
        return bus.send(due.claim().product(), message);
    }

    /** Gives what came of it, in one word. */
    private Single<String> notTaken(Due due, Throwable error) {
        if (Fault.is(error, Cause.FENCED)) {
            return replaced(due);
        }
        var outcome = error instanceof Bus.PositionUnfit && due.claim().ackedGen() > 0
                ? table.rewind(due.claim(), rewindPause()).toSingleDefault("rewound")
                : putOff(due, error);
        return outcome.onErrorResumeNext(later -> Fault.is(later, Cause.FENCED) ? replaced(due) : Single.error(later));
    }

    /** Never at once: a product that asks for everything again and again must not keep the ledger busy. */
    private Duration rewindPause() {
        return settings.patience().firstPause();
    }

    private Single<String> putOff(Due due, Throwable error) {
        return table.putOff(due.claim(), settings.patience(), failureCode(error))
                .doOnSuccess(parked -> log(due, error, parked))
                .map(parked -> parked ? "parked" : "put_off");
    }

    /** What the product failed the message with; null if it did not answer, or not in the contract's words. */
    private static @Nullable Integer failureCode(Throwable error) {
        if (error instanceof Bus.PositionUnfit) {
            return Bus.SEND_EVERYTHING;
        }
        return error.getCause() instanceof ReplyException refused
                        && refused.failureType() == ReplyFailure.RECIPIENT_FAILURE
                ? refused.failureCode()
                : null;
    }

    /** Somebody else holds the position now, or it was moved: what we know of it is old. */
    private static Single<String> replaced(Due due) {
        due.claim().on(LOG.atInfo()).log("replaced while sending");
        return Single.just("replaced");
    }

    private static void log(Due due, Throwable error, boolean parked) {
        var claim = due.claim();
        if (parked) {
            claim.on(LOG.atWarn()).log("parked after {} tries", claim.failures() + 1);
        }
        if (!Fault.is(error, Cause.PRODUCT_SILENT) && !(error instanceof Bus.PositionUnfit)) {
            claim.on(LOG.atError()).setCause(error).log("could not be sent");
        }
    }
}
