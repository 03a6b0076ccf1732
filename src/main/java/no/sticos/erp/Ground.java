package no.sticos.erp;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.vertx.rxjava3.core.RxHelper;
import io.vertx.rxjava3.core.Vertx;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.DbSettings;
import no.sticos.erp.db.Notifications;
import no.sticos.erp.kernel.Watch;
import no.sticos.erp.web.shell.Messages;

/**
 * What every room of the gateway is put together on.
 *
 * @param messages what people are told in, on pages and by mail
 * @param db how to reach the database; who listens to it has a connection of its own
 * @param database the open pool
 * @param timer the event loops' clock
 * @param watch is told what operators want to know
 */
record Ground(
        Vertx vertx,
        Settings settings,
        Messages messages,
        DbSettings db,
        Database database,
        Scheduler timer,
        Watch watch) {
    static Ground of(Vertx vertx, Settings settings, Messages messages, DbSettings db, Database database, Watch watch) {
        return new Ground(vertx, settings, messages, db, database, RxHelper.scheduler(vertx), watch);
    }

    /** Tells of every notification on {@code channel}, by one connection a subscriber. */
    Flowable<String> notices(String channel) {
        return new Notifications(vertx, db).on(channel);
    }
}
