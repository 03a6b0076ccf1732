package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.erp.StoredForm;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Reference;
import no.sticos.erp.ledger.IntegrityFault.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out at night whether what is stored is still what was stored, for every version of every client, open and
 * closed.
 *
 * <p>Three things are held together. A document's hashes are made anew from its columns and rows. Each row has its
 * voucher. And what a generation opened and closed is held against the seal that was taken as it was published:
 * only that tells of a whole document that is missing, doubled or closed by a stranger, and of fields that no hash
 * of a document covers. What is found is kept by version with a reference, which also names a line in the log;
 * neither holds ledger text.
 *
 * <p>A page is one transaction of reads with its own position, so that a pass goes on where a dead node left it;
 * runs may write meanwhile, since each statement sees whole versions only.
 */
public final class IntegrityCheck {
    private static final Logger log = LoggerFactory.getLogger(IntegrityCheck.class);
    private static final Sql ITEMS = Sql.of(IntegrityCheck.class, "stored-documents");
    private static final Sql VOUCHERS = Sql.of(IntegrityCheck.class, "stored-vouchers");
    private static final Sql STRAYS = Sql.of(IntegrityCheck.class, "stray-rows");
    private static final Sql SETS = Sql.of(IntegrityCheck.class, "sealed-sets");
    private static final Sql NOTE = Sql.of(IntegrityCheck.class, "note-faults");
    private static final Sql HEAL = Sql.of(IntegrityCheck.class, "heal-faults");

    /** A turn ends after so many pages, so that large clients do not hold up small ones. */
    private static final int PAGES = 100;

    /** Hashing a page takes an event loop a few milliseconds. */
    private static final int VERSIONS = 100;

    private static final int BYTES = 1 << 18;
    private static final int ROWS = 1_000;

    private final Database database;
    private final NightTurns turns;
    private final StoredForm form;
    private final Scheduler timer;

    /** {@code form} knows documents' hashes; pauses pass on {@code timer}. */
    public IntegrityCheck(Database database, NightTurns turns, StoredForm form, Scheduler timer) {
        this.database = database;
        this.turns = turns;
        this.form = form;
        this.timer = timer;
    }

    /** Looks at some pages of the client whose turn it is; gives how many, 0 if nobody's is. */
    public Single<Integer> batch() {
        return turns.claim(NightChore.INTEGRITY)
                .flatMapSingle(turn -> pages(turn, IntegrityPlace.of(turn.position()), 1))
                .defaultIfEmpty(0);
    }

    private Single<Integer> pages(NightTurn turn, IntegrityPlace place, int count) {
        return database.forGateway(tx -> page(tx, turn, place))
                .delay(turns.settings().pause().toMillis(), TimeUnit.MILLISECONDS, timer)
                .flatMap(next -> next.isPresent() && count < PAGES
                        ? pages(turn, next.get(), count + 1)
                        : left(turn, next).toSingleDefault(count));
    }

    private Completable left(NightTurn turn, Optional<IntegrityPlace> next) {
        return next.isPresent() ? turns.leave(turn) : Completable.complete();
    }

    /** One page with its position; gives the next place, none at the end of the pass. */
    private Single<Optional<IntegrityPlace>> page(Tx tx, NightTurn turn, IntegrityPlace place) {
        return look(tx, turn.client(), place)
                .flatMap(looked -> note(tx, turn.client(), looked.wrong()).andThen(moved(tx, turn, looked)));
    }

    private Single<Optional<IntegrityPlace>> moved(Tx tx, NightTurn turn, Looked looked) {
        return looked.next().isPresent()
                ? turns.advance(tx, turn, looked.next().get().text(), looked.versions())
                        .andThen(Single.just(looked.next()))
                : turns.end(tx, turn)
                        .flatMapCompletable(began -> tx.run(HEAL, turn.client().value(), began))
                        .andThen(Single.just(looked.next()));
    }

    private Single<Looked> look(Tx tx, ClientId client, IntegrityPlace place) {
        return switch (place.part()) {
            case DOCUMENTS -> items(tx, client, place);
            case VOUCHERS -> vouchers(tx, client, place);
            case SETS -> sets(tx, client, place);
        };
    }

    private Single<Looked> items(Tx tx, ClientId client, IntegrityPlace place) {
        return tx.list(
                        ITEMS,
                        StoredItem::read,
                        client.value(),
                        place.resource(),
                        place.gen(),
                        place.doc(),
                        VERSIONS,
                        BYTES)
                .map(items -> {
                    var wrong = items.stream()
                            .filter(item -> !item.isWhole(form))
                            .map(StoredItem::fault)
                            .toList();
                    return new Looked(items.size(), wrong, Optional.of(place.afterItems(items)));
                });
    }

    private Single<Looked> vouchers(Tx tx, ClientId client, IntegrityPlace place) {
        return tx.list(VOUCHERS, row -> row, client.value(), place.gen(), place.doc(), VERSIONS, ROWS)
                .map(StoredVoucher::of)
                .flatMap(vouchers -> strays(tx, client, place, place.afterVouchers(vouchers))
                        .map(strays -> vouchers(vouchers, strays, place)));
    }

    private static Looked vouchers(List<StoredVoucher> vouchers, List<IntegrityFault> strays, IntegrityPlace place) {
        var wrong = new ArrayList<>(strays);
        vouchers.stream()
                .filter(voucher -> !voucher.isWhole())
                .map(StoredVoucher::fault)
                .forEach(wrong::add);
        return new Looked(vouchers.size(), wrong, Optional.of(place.afterVouchers(vouchers)));
    }

    /** Behind the last voucher there may still be rows of one that is gone. */
    private static Single<List<IntegrityFault>> strays(
            Tx tx, ClientId client, IntegrityPlace after, IntegrityPlace upTo) {
        boolean last = upTo.part() != IntegrityPlace.Part.VOUCHERS;
        return tx.list(
                STRAYS,
                row -> new IntegrityFault("vouchers", row.getInteger("from_gen"), row.getInteger("doc"), Kind.ORPHAN),
                client.value(),
                after.gen(),
                after.doc(),
                last ? Integer.MAX_VALUE : upTo.gen(),
                last ? Integer.MAX_VALUE : upTo.doc(),
                VERSIONS);
    }

    private static Single<Looked> sets(Tx tx, ClientId client, IntegrityPlace place) {
        return tx.list(SETS, row -> row, client.value(), place.gen())
                .map(sets -> new Looked(
                        0,
                        sets.stream()
                                .filter(set -> set.getBoolean("broken"))
                                .map(IntegrityCheck::set)
                                .toList(),
                        sets.stream().findFirst().map(set -> place.at(set.getInteger("gen")))));
    }

    private static IntegrityFault set(Row row) {
        return IntegrityFault.set(row.getString("resource"), row.getInteger("gen"));
    }

    private static Completable note(Tx tx, ClientId client, List<IntegrityFault> wrong) {
        if (wrong.isEmpty()) {
            return Completable.complete();
        }
        var reference = Reference.fresh();
        return tx.first(
                        NOTE,
                        row -> row.getInteger("fresh"),
                        client.value(),
                        Columns.of(wrong, String[]::new, IntegrityFault::resource),
                        Columns.of(wrong, Integer[]::new, IntegrityFault::gen),
                        Columns.of(wrong, Integer[]::new, IntegrityFault::doc),
                        Columns.of(wrong, String[]::new, fault -> fault.kind().name()),
                        reference)
                .filter(fresh -> fresh > 0)
                .doOnSuccess(fresh -> tell(client, wrong.get(0), fresh, reference))
                .ignoreElement();
    }

    private static void tell(ClientId client, IntegrityFault first, int fresh, String reference) {
        log.atError()
                .addKeyValue("client", client)
                .addKeyValue("reference", reference)
                .log(
                        "{} stored versions are not what was stored, the first: {} generation {} document {} ({})",
                        fresh,
                        first.resource(),
                        first.gen(),
                        first.doc(),
                        first.kind());
    }

    /** What a page held: versions, those that are wrong, and where to go on. */
    private record Looked(int versions, List<IntegrityFault> wrong, Optional<IntegrityPlace> next) {}
}
