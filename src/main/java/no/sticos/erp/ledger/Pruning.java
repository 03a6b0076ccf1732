package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.events.Subscriptions;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.ledger.PruningPlace.Part;

/**
 * Removes at night what no generation shows any more that can be read.
 *
 * <p>First the generations beyond the retention lose their rows, in one transaction with the number below which
 * nothing can be read; from then on as-of reads refuse them. The versions that only they showed and what told of
 * them follow in bounded batches, each with its position, so that a dead node's work is gone on with. Never
 * touched: the current generation, one that somebody keeps, those that a product is still being told of, and open
 * versions.
 */
public final class Pruning {
    private static final Sql OLDEST = Sql.of(Pruning.class, "oldest-kept");
    private static final Sql REFUSE = Sql.of(Pruning.class, "refuse-older");
    private static final Sql DATE = Sql.of(Pruning.class, "date-kept");
    private static final Sql FORGET = Sql.of(Pruning.class, "forget-older");
    private static final Sql LINES = Sql.of(Pruning.class, "prune-lines");
    private static final Sql DOCUMENTS = Sql.of(Pruning.class, "prune-documents");
    private static final Sql VOUCHERS = Sql.of(Pruning.class, "prune-vouchers");
    private static final Sql SEALS = Sql.of(Pruning.class, "forget-seals");

    /** A turn ends after so many batches, so that large clients do not hold up small ones. */
    private static final int BATCHES = 40;

    private final Database database;
    private final NightTurns turns;
    private final Subscriptions subscriptions;
    private final HistorySettings settings;
    private final Scheduler timer;

    /** {@code subscriptions} are told what products can no longer be told; pauses pass on {@code timer}. */
    public Pruning(
            Database database,
            NightTurns turns,
            Subscriptions subscriptions,
            HistorySettings settings,
            Scheduler timer) {
        this.database = database;
        this.turns = turns;
        this.subscriptions = subscriptions;
        this.settings = settings;
        this.timer = timer;
    }

    /** Does some batches of the client whose turn it is; gives how many, 0 if nobody's is. */
    public Single<Integer> batch() {
        return turns.claim(NightChore.PRUNING)
                .flatMapSingle(turn -> batches(turn, turn.position(), 1))
                .defaultIfEmpty(0);
    }

    private Single<Integer> batches(NightTurn turn, String position, int count) {
        return database.forGateway(tx -> batch(tx, turn, position))
                .delay(turns.settings().pause().toMillis(), TimeUnit.MILLISECONDS, timer)
                .flatMap(next -> next.isPresent() && count < BATCHES
                        ? batches(turn, next.get().text(), count + 1)
                        : left(turn, next).toSingleDefault(count));
    }

    private Completable left(NightTurn turn, Optional<PruningPlace> next) {
        return next.isPresent() ? turns.leave(turn) : Completable.complete();
    }

    private Single<Optional<PruningPlace>> batch(Tx tx, NightTurn turn, String position) {
        var done =
                position.isEmpty() ? begun(tx, turn.client()) : removed(tx, turn.client(), PruningPlace.of(position));
        return done.flatMapSingle(step -> turns.advance(tx, turn, step.next().text(), step.gone())
                        .toSingleDefault(Optional.of(step.next())))
                .switchIfEmpty(Single.defer(() -> turns.end(tx, turn).map(began -> Optional.empty())));
    }

    /** What a batch removed, and where the next one begins. */
    private record Step(int gone, PruningPlace next) {}

    /** Empty if every generation stays. */
    private Maybe<Step> begun(Tx tx, ClientId client) {
        return tx.first(OLDEST, row -> row.getInteger("gen"), client.value(), settings.years())
                .flatMap(oldest -> refuse(tx, client, oldest)
                        .andThen(Maybe.just(new Step(0, PruningPlace.at(Part.DOCUMENTS, oldest)))));
    }

    private Completable refuse(Tx tx, ClientId client, int oldest) {
        return tx.run(REFUSE, client.value(), oldest)
                .andThen(tx.run(DATE, client.value(), oldest))
                .andThen(tx.run(FORGET, client.value(), oldest))
                .andThen(subscriptions.forgetOlderThan(tx, client, oldest));
    }

    /** Empty at the end of the pass. */
    private Maybe<Step> removed(Tx tx, ClientId client, PruningPlace place) {
        return switch (place.part()) {
            case DOCUMENTS -> documents(tx, client, place);
            case VOUCHERS -> vouchers(tx, client, place);
            case LINES -> lines(tx, client, place);
            case SEALS ->
                tx.run(SEALS, client.value(), place.oldest(), settings.years()).andThen(Maybe.empty());
        };
    }

    private Maybe<Step> lines(Tx tx, ClientId client, PruningPlace place) {
        return tx.first(
                LINES,
                row -> new Step(row.getInteger("gone"), row.getInteger("gone") > 0 ? place : place.next()),
                client.value(),
                place.oldest(),
                settings.batch());
    }

    private Maybe<Step> documents(Tx tx, ClientId client, PruningPlace place) {
        return tx.first(
                        DOCUMENTS,
                        row -> new Step(row.getInteger("gone"), place.after(row)),
                        client.value(),
                        place.oldest(),
                        place.toGen(),
                        place.resource(),
                        place.gen(),
                        place.doc(),
                        settings.batch())
                .defaultIfEmpty(new Step(0, place.next()))
                .toMaybe();
    }

    private Maybe<Step> vouchers(Tx tx, ClientId client, PruningPlace place) {
        return tx.first(
                        VOUCHERS,
                        row -> new Step(row.getInteger("gone"), place.after(row)),
                        client.value(),
                        place.oldest(),
                        place.toGen(),
                        place.gen(),
                        place.doc(),
                        settings.batch())
                .defaultIfEmpty(new Step(0, place.next()))
                .toMaybe();
    }
}
