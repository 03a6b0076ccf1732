package no.sticos.erp.consumer;

import io.reactivex.rxjava3.core.Completable;
import io.vertx.rxjava3.sqlclient.SqlConnection;

/**
 * What a product makes of events: the part that its engineers write.
 *
 * <p>Calls for one client come one after the other; calls for different clients at the same time.
 */
public interface Handler {
    /**
     * Applies an event by statements on {@code tx}, and on nothing else: what is done elsewhere is done again when
     * the transaction is.
     *
     * <p>A generation comes as its {@link Event.GenerationBegin}, its {@link Event.Changes} in order and its {@link
     * Event.GenerationComplete}, all in one transaction; every other event in one of its own. The position moves in
     * the same transaction, which is committed by the caller. An error rolls all of it back and fails the message,
     * which the gateway sends again later. The work must not wait for anything but the database: a transaction that
     * idles longer than {@link ConsumerSettings#patience} is ended by it.
     */
    Completable on(Event event, SqlConnection tx);
}
