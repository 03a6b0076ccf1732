package no.sticos.erp;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Emitter;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.core.Vertx;
import java.time.Clock;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import no.sticos.erp.connect.PortalSignIn;
import no.sticos.erp.connect.SignInFlows;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DatabaseStart;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.web.WebServer;
import no.sticos.erp.web.shell.Messages;
import no.sticos.erp.web.shell.Rooms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway as a whole: starts the rooms in order, and stops them in reverse. How each is put together stands in a
 * class of its own: {@link EventsRoom}, {@link MailRoom}, {@link ConnectRoom}, {@link SyncRoom}, {@link WebRoom}, {@link Rounds}.
 *
 * <p>The web comes last, so that what answers is ready. {@link #stop} closes Vert.x too.
 */
final class Gateway {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private final Vertx vertx;
    private final Settings settings;
    private final DbSettings dbSettings;
    private final Watch watch;
    private final AtomicReference<Database> opened = new AtomicReference<>();
    private final AtomicReference<Completable> refreshes = new AtomicReference<>(Completable.complete());
    private final Deque<String> deployed = new ConcurrentLinkedDeque<>();

    /** Nobody watches. */
    Gateway(Vertx vertx, Settings settings, DbSettings dbSettings) {
        this(vertx, settings, dbSettings, Watch.NOBODY);
    }

    /** {@code watch} is told by every room what operators want to know. */
    Gateway(Vertx vertx, Settings settings, DbSettings dbSettings, Watch watch) {
        this.vertx = vertx;
        this.settings = settings;
        this.dbSettings = dbSettings;
        this.watch = watch;
    }

    /** What else may be needed of a gateway that runs: the demo connects its clients by these. */
    record Parts(Rooms rooms, Database database, WebServer web) {}

    /** Starts everything and gives what runs. */
    Single<Parts> start() {
        return Single.fromCallable(settings::messages).flatMap(this::ground).flatMap(ground -> signIn(ground)
                .flatMap(signIn -> deploy(ground, signIn)));
    }

    private Single<Ground> ground(Messages messages) {
        return new DatabaseStart(vertx, dbSettings)
                .open()
                .doOnSuccess(opened::set)
                .map(database -> Ground.of(vertx, settings, messages, dbSettings, database, watch));
    }

    private Single<PortalSignIn> signIn(Ground ground) {
        var flows = new SignInFlows(ground.database());
        return PortalSignIn.discover(vertx, settings.signIn(), flows, Clock.systemUTC());
    }

    /**
     * Stops in reverse: the web, housekeeping, the runs between two pages, the relay, the pool, and Vert.x itself.
     * The pool waits for refreshes under way: tokens that Visma has renewed and nobody stored end the consent.
     */
    Completable stop() {
        return Flowable.generate(this::nextToStop)
                .concatMapCompletableDelayError(vertx::rxUndeploy)
                .andThen(Completable.defer(refreshes::get))
                .andThen(Completable.defer(() -> {
                    var database = opened.get();
                    return database == null ? Completable.complete() : database.close();
                }))
                .onErrorComplete(error -> {
                    log.warn("not everything stopped in order: {}", error.toString());
                    return true;
                })
                .andThen(vertx.rxClose());
    }

    private void nextToStop(Emitter<String> emitter) {
        var id = deployed.poll();
        if (id == null) {
            emitter.onComplete();
        } else {
            emitter.onNext(id);
        }
    }

    /** Each room stands on those before it; a bridge opens before the relay, so that products listen when it begins. */
    private Single<Parts> deploy(Ground ground, PortalSignIn signIn) {
        var events = new EventsRoom(ground);
        var mail = new MailRoom(ground);
        var connect = new ConnectRoom(ground, events.news, mail);
        var sync = new SyncRoom(ground, connect, events);
        var portal = new WebRoom(ground, signIn, connect, sync, events);
        var rounds = new Rounds(ground);
        var web = portal.server();
        refreshes.set(connect.settled());
        return events.subscribed()
                .andThen(Flowable.fromIterable(events.bridge())
                        .concatWith(Flowable.just(
                                events.relay(),
                                sync.requests(),
                                sync.engine(),
                                rounds.housekeeping(connect.chores()),
                                rounds.nights(sync.source),
                                rounds.schedules()))
                        .concatWith(Flowable.fromIterable(rounds.alerts(mail.outbox)))
                        .concatWith(Flowable.fromIterable(mail.postman()))
                        .concatWith(Flowable.just(web)))
                .concatMapSingle(verticle -> vertx.rxDeployVerticle(verticle).doOnSuccess(deployed::push))
                .ignoreElements()
                .andThen(Single.just(new Parts(portal.rooms, ground.database(), web)));
    }
}
