package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.clients.Tenants;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.sync.schedules.Bulk;
import no.sticos.erp.sync.schedules.OperatorBulks;
import no.sticos.erp.sync.schedules.RequestCosts;
import org.jspecify.annotations.Nullable;

/**
 * {@code bulk}: fetches all clients of a firm, or of all firms, and shows how far that is.
 *
 * <p>The round is in the database and the nodes carry it out; this process asks for it and looks on. Ctrl+C ends the
 * looking on and nothing else: {@code bulk status} shows it again, {@code bulk pause} and {@code bulk resume} do as
 * they say, from any machine.
 */
final class BulkCommand {
    private static final String OPERATOR = "Sticos";
    private static final long EVERY_SECONDS = 2;

    private final Vertx vertx;
    private final OperatorBulks bulks;
    private final RequestCosts.Budget budget;
    private final BulkOrder order;
    private final @Nullable TenantId tenant;

    private BulkCommand(
            Vertx vertx, Database database, RequestCosts.Budget budget, BulkOrder order, @Nullable TenantId tenant) {
        this.vertx = vertx;
        this.bulks = new OperatorBulks(database, budget, OPERATOR);
        this.budget = budget;
        this.order = order;
        this.tenant = tenant;
    }

    static void run(Settings settings, BulkOrder order) {
        var vertx = Vertx.vertx();
        Lifetime.await(new DatabaseStart(vertx, settings.db())
                .open()
                .flatMapCompletable(database -> ordered(vertx, settings, order, database)
                        .flatMapCompletable(BulkCommand::carryOut)
                        .andThen(database.close()))
                .andThen(vertx.rxClose()));
    }

    private static Single<BulkCommand> ordered(Vertx vertx, Settings settings, BulkOrder order, Database database) {
        var budget = new RequestCosts.Budget(settings.quota().limit());
        return firm(order, database)
                .map(tenant -> new BulkCommand(vertx, database, budget, order, tenant.orElse(null)));
    }

    private static Single<Optional<TenantId>> firm(BulkOrder order, Database database) {
        return order.firm()
                .map(id -> new Tenants(database)
                        .find(id)
                        .map(tenant -> Optional.of(tenant.id()))
                        .switchIfEmpty(Single.error(
                                () -> new IllegalArgumentException("nobody of a firm «" + id + "» ever signed in"))))
                .orElse(Single.just(Optional.empty()));
    }

    private Completable carryOut() {
        return switch (order.action()) {
            case START -> started().flatMapCompletable(this::watch);
            case RESUME -> bulks.resume(tenant).flatMapCompletable(this::watch);
            case PAUSE -> show(bulks.pause(tenant).toMaybe());
            case STOP -> show(bulks.stop(tenant).toMaybe());
            case STATUS -> show(bulks.newest(tenant));
            case DRY_RUN ->
                bulks.reached(tenant)
                        .map(clients -> BulkWords.plan(clients, order.reading(), budget))
                        .doOnSuccess(lines -> lines.forEach(System.out::println))
                        .ignoreElement();
        };
    }

    /** One that somebody paused goes on: whoever says start wants it to run. */
    private Single<Bulk> started() {
        return bulks.start(tenant, order.reading())
                .flatMap(bulk -> bulk.isPaused() ? bulks.resume(tenant) : Single.just(bulk));
    }

    private static Completable show(Maybe<Bulk> bulk) {
        return bulk.map(BulkWords::line)
                .defaultIfEmpty("there was no round yet")
                .doOnSuccess(System.out::println)
                .ignoreElement();
    }

    /** Until the round has ended or somebody has paused it. */
    private Completable watch(Bulk begun) {
        System.out.println("Ctrl+C ends this view, not the round: the gateway's nodes carry it out (bulk pause)");
        return Flowable.interval(0, EVERY_SECONDS, TimeUnit.SECONDS, RxHelper.scheduler(vertx))
                .onBackpressureDrop()
                .concatMapMaybe(tick -> bulks.newest(tenant), 1)
                .takeUntil(bulk -> !bulk.isOpen() || bulk.isPaused())
                .doOnNext(bulk -> System.out.print(BulkWords.over(bulk)))
                .ignoreElements()
                .andThen(Completable.fromAction(System.out::println));
    }
}
