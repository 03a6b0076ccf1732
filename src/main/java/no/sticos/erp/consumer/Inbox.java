package no.sticos.erp.consumer;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Pool;
import java.util.List;
import no.sticos.erp.consumer.Tables.Locked;
import no.sticos.erp.consumer.Tables.Tally;
import no.sticos.erp.consumer.Tables.Transfer;

/**
 * Decides what to answer a message, keeps pages, and hands over what is whole, once.
 *
 * <p>{@link ErpConsumer} feeds it from the bus; who receives messages by another way may use it alone. Any node of
 * the product may take any message: all that is known is in the tables. Cold, and safe to share between threads; of
 * one client's messages one at a time is taken, another one that comes meanwhile ends in an error.
 */
public final class Inbox {
    private final Tables tables;
    private final Handler handler;

    /** Over the product's own database; the pool's role must be able to make the schema, or own it. */
    public Inbox(Pool pool, ConsumerSettings settings, Handler handler) {
        this.tables = new Tables(pool, settings);
        this.handler = handler;
    }

    /** Makes the tables unless they are there. */
    public Completable rxMake() {
        return tables.make();
    }

    /** Takes a message and gives what to answer. An error leaves everything as it was: fail the message. */
    public Single<Reply> rxTake(ProductMessage message) {
        return switch (message.type()) {
            case "generation.changes" -> changes(message);
            case "generation.begin" -> held(message, held -> begin(held, message));
            case "generation.complete" -> held(message, held -> complete(held, message));
            case "heartbeat" -> held(message, held -> heartbeat(held, message));
            case "period.changed" -> held(message, held -> periodChanged(held, message));
            case "client.removed" -> held(message, held -> apply(held, message, Reading.removed(message), 0));
            case "client.activated" ->
                held(
                        message,
                        held -> note(held, message, new Event.ClientActivated(message.envelope(), message.data())));
            case "client.deactivated" ->
                held(
                        message,
                        held -> note(held, message, new Event.ClientDeactivated(message.envelope(), message.data())));
            case "client.needs-sign-in" ->
                held(
                        message,
                        held -> note(held, message, new Event.ClientNeedsSignIn(message.envelope(), message.data())));
            default -> Single.just(Reply.ack(message)); // a newer gateway's word, which this one cannot need
        };
    }

    /** How far this product has come, by client. */
    public Single<List<Position>> positions() {
        return tables.positions();
    }

    /** Starts over with a client: the next message is answered so that everything is sent. */
    public Completable rxForget(long clientId) {
        return tables.forget(clientId);
    }

    private interface Decision {
        Single<Reply> of(Locked held);
    }

    /** Under the client's row, and only for who may still speak. */
    private Single<Reply> held(ProductMessage message, Decision decision) {
        return tables.locked(
                message.envelope(),
                held -> held.isOvertaken(message.envelope())
                        ? Single.just(Reply.beginAgain("a newer transfer or stream is known"))
                        : decision.of(held));
    }

    private Single<Reply> begin(Locked held, ProductMessage message) {
        var begin = Reading.begin(message);
        boolean isPast = held.position().isPast(begin.envelope());
        if (!isPast && !begin.isFull() && !held.position().has(begin.envelope(), begin.fromGeneration())) {
            return Single.just(Reply.sendEverything("generation " + begin.fromGeneration() + " is not what is here"));
        }
        return tables.begin(held, message, isPast).toSingleDefault(Reply.ack(message));
    }

    private Single<Reply> changes(ProductMessage message) {
        return tables.stage(message).flatMap(staged -> staged ? Single.just(Reply.ack(message)) : unstaged(message));
    }

    private Single<Reply> unstaged(ProductMessage message) {
        return tables.transfer(message.envelope())
                .map(transfer -> transfer.isPast() || message.count("page") <= transfer.pages()
                        ? Reply.ack(message)
                        : Reply.beginAgain("a page is missing"))
                .defaultIfEmpty(Reply.beginAgain("no such transfer is under way"));
    }

    private Single<Reply> complete(Locked held, ProductMessage message) {
        return held.position().isPast(message.envelope())
                ? Single.just(Reply.ack(message))
                : tables.transfer(held.tx(), message.envelope())
                        .flatMapSingle(transfer -> counted(held, message, transfer))
                        .defaultIfEmpty(Reply.beginAgain("no such transfer is under way"));
    }

    private Single<Reply> counted(Locked held, ProductMessage message, Transfer transfer) {
        return tables.tally(held).flatMap(tally -> {
            if (tally.pages() != transfer.pages()) {
                return giveUp(held, Reply.beginAgain("pages were lost"));
            }
            return addsUp(message, tally)
                    ? handOver(held, message, transfer)
                    : giveUp(held, new Reply(Reply.DOES_NOT_ADD_UP, "the totals do not fit what came"));
        });
    }

    private static boolean addsUp(ProductMessage complete, Tally tally) {
        return complete.count("pages") == tally.pages()
                && Reading.sent(complete).equals(tally.sent());
    }

    private Single<Reply> giveUp(Locked held, Reply reply) {
        return tables.drop(held).toSingleDefault(reply);
    }

    /** One page at a time is in memory. */
    private Single<Reply> handOver(Locked held, ProductMessage message, Transfer transfer) {
        var begin = Reading.begin(ProductMessage.read(transfer.beginMessage()));
        return hand(held, begin)
                .andThen(Flowable.range(1, transfer.pages()))
                .concatMapCompletable(page -> handPage(held, begin.envelope(), page), 1)
                .andThen(apply(held, message, Reading.complete(message), message.generation()));
    }

    private Completable handPage(Locked held, Envelope begin, int page) {
        return tables.page(held, begin, page).flatMapCompletable(changes -> hand(held, changes));
    }

    private Single<Reply> heartbeat(Locked held, ProductMessage message) {
        return held.position().isPast(message.envelope())
                        || held.position().has(message.envelope(), message.generation())
                ? apply(held, message, Reading.heartbeat(message), message.generation())
                : Single.just(Reply.sendEverything("another generation is here"));
    }

    /** It stands on its own where nothing has to be here; the generation that is shown stays what it is. */
    private Single<Reply> periodChanged(Locked held, ProductMessage message) {
        var changed = Reading.periodChanged(message);
        int must = changed.fromGeneration();
        return held.position().isPast(message.envelope())
                        || must == 0
                        || held.position().has(message.envelope(), must)
                ? note(held, message, changed)
                : Single.just(Reply.sendEverything("another generation is here"));
    }

    /** What tells of the client and leaves its books. */
    private Single<Reply> note(Locked held, ProductMessage message, Event event) {
        return apply(held, message, event, held.position().generationUnder(message.envelope()));
    }

    /** The event and the position after it; nothing, if it was applied before. */
    private Single<Reply> apply(Locked held, ProductMessage message, Event event, int generation) {
        return held.position().isPast(message.envelope())
                ? Single.just(Reply.ack(message))
                : hand(held, event)
                        .andThen(tables.settle(held, message.envelope(), generation))
                        .toSingleDefault(Reply.ack(message));
    }

    private Completable hand(Locked held, Event event) {
        return Completable.defer(() -> handler.on(event, held.tx()));
    }
}
