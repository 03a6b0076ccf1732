package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Page;
import no.sticos.erp.erp.Query;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.erp.Sampling;
import no.sticos.erp.erp.Voucher;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.Reference;
import no.sticos.erp.ledger.NightChore;
import no.sticos.erp.ledger.NightTurn;
import no.sticos.erp.ledger.NightTurns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a few vouchers of each client again at night, picked at random, and holds them against what is here.
 *
 * <p>The proof finds every error that moves a sum. What offsets itself within an account and a year, and every error
 * in a text, it cannot find; this finds them at a known rate, a page of n vouchers of the N that a client has, for one
 * request a client and night. What was changed since the last run began reading is no error; what carries no stamp
 * at all and differs cannot be judged and is not counted.
 */
public final class SpotCheck {
    private static final Logger log = LoggerFactory.getLogger(SpotCheck.class);
    private static final Sql CHOOSE = Sql.of(SpotCheck.class, "choose-spot");
    private static final Sql HELD = Sql.of(SpotCheck.class, "held-vouchers");
    private static final Sql NOTE = Sql.of(SpotCheck.class, "note-spot");

    private final Database database;
    private final NightTurns turns;
    private final Sampling source;
    private final int size;
    private final Scheduler timer;

    /** Reads {@code size} vouchers a client, 1 to 1 000, from {@code source}; pauses pass on {@code timer}. */
    public SpotCheck(Database database, NightTurns turns, Sampling source, int size, Scheduler timer) {
        if (size < 1 || size > 1000) {
            throw new IllegalArgumentException("a spot check reads 1 to 1000 vouchers");
        }
        this.database = database;
        this.turns = turns;
        this.source = source;
        this.size = size;
        this.timer = timer;
    }

    /**
     * Checks the client whose turn it is; gives 1, or 0 if nobody's is. Fails with what will pass, since the next
     * client would meet the same; one that cannot be asked otherwise is left until the next night.
     */
    public Single<Integer> batch() {
        return turns.claim(NightChore.SPOT)
                .delay(turns.settings().pause().toMillis(), TimeUnit.MILLISECONDS, timer)
                .flatMapSingle(turn -> check(turn)
                        .onErrorResumeNext(error -> leftAlone(turn, error))
                        .toSingleDefault(1))
                .defaultIfEmpty(0);
    }

    private Completable check(NightTurn turn) {
        return database.forGateway(
                        tx -> tx.list(CHOOSE, Spot::read, turn.client().value(), size))
                .flatMapCompletable(spots -> spots.isEmpty() ? ended(turn) : check(turn, spots.get(0)));
    }

    private Completable check(NightTurn turn, Spot spot) {
        return source.sample(turn.client(), Query.within(Resource.VOUCHERS, spot.year()), spot.page(), size)
                .flatMapCompletable(page -> compare(turn, spot, vouchers(page)));
    }

    private Completable compare(NightTurn turn, Spot spot, List<Voucher> vouchers) {
        return database.forGateway(tx -> tx.list(
                                HELD,
                                Held::read,
                                turn.client().value(),
                                spot.gen(),
                                vouchers.stream().map(Voucher::id).toArray(UUID[]::new))
                        .map(held -> Compared.of(vouchers, Held.byId(held), spot.asOf()))
                        .flatMap(compared -> tx.run(
                                        NOTE,
                                        turn.client().value(),
                                        spot.gen(),
                                        compared.checked(),
                                        compared.differing().stream()
                                                .map(Difference::voucher)
                                                .toArray(UUID[]::new),
                                        compared.differing().stream()
                                                .map(each -> each.kind().name())
                                                .toArray(String[]::new),
                                        compared.reference())
                                .andThen(turns.end(tx, turn))
                                .map(began -> compared)))
                .doOnSuccess(compared -> tell(turn.client(), compared))
                .ignoreElement();
    }

    private Completable ended(NightTurn turn) {
        return database.forGateway(tx -> turns.end(tx, turn)).ignoreElement();
    }

    private Completable leftAlone(NightTurn turn, Throwable error) {
        var fault = Fault.from(error);
        if (fault.kind() == Cause.Kind.LATER || fault.reason() == Cause.BUG || fault.reason() == Cause.FENCED) {
            return Completable.error(error);
        }
        log.atInfo().addKeyValue("client", turn.client()).log("no spot check: {}", fault.reason());
        return ended(turn);
    }

    private static List<Voucher> vouchers(Page page) {
        return page.documents().stream().map(Voucher.class::cast).toList();
    }

    private static void tell(ClientId client, Compared compared) {
        if (!compared.differing().isEmpty()) {
            log.atError()
                    .addKeyValue("client", client)
                    .addKeyValue("reference", compared.reference())
                    .log(
                            "{} of {} vouchers read again are not here as the accounting system has them",
                            compared.differing().size(),
                            compared.checked());
        }
    }

    /**
     * Where to look.
     *
     * @param asOf the accounting system's clock when vouchers were last read; what changed later may differ
     */
    private record Spot(int gen, String year, int page, Instant asOf) {
        static Spot read(Row row) {
            return new Spot(
                    row.getInteger("gen"),
                    row.getString("fiscal_year_id"),
                    row.getInteger("page"),
                    row.getOffsetDateTime("as_of").toInstant());
        }
    }

    private record Held(UUID voucher, long rowHash) {
        static Held read(Row row) {
            return new Held(row.getUUID("voucher_id"), row.getLong("row_hash"));
        }

        static Map<UUID, Long> byId(List<Held> held) {
            return held.stream().collect(Collectors.toMap(Held::voucher, Held::rowHash, (a, b) -> a));
        }
    }

    private enum Kind {
        DIFFERS,
        MISSING
    }

    private record Difference(UUID voucher, Kind kind) {}

    private record Compared(int checked, List<Difference> differing, String reference) {
        static Compared of(List<Voucher> vouchers, Map<UUID, Long> held, Instant asOf) {
            var judged = vouchers.stream()
                    .filter(voucher -> isAsHeld(voucher, held) || isOlder(voucher, asOf))
                    .toList();
            var differing = judged.stream()
                    .filter(voucher -> !isAsHeld(voucher, held))
                    .map(voucher ->
                            new Difference(voucher.id(), held.containsKey(voucher.id()) ? Kind.DIFFERS : Kind.MISSING))
                    .toList();
            return new Compared(judged.size(), differing, Reference.fresh());
        }

        private static boolean isAsHeld(Voucher voucher, Map<UUID, Long> held) {
            var hash = held.get(voucher.id());
            return hash != null && hash == voucher.rowHash();
        }

        /** Whether it has been so since before it was last read; without a stamp nobody knows. */
        private static boolean isOlder(Voucher voucher, Instant asOf) {
            var stamp = voucher.modifiedUtc() == null ? voucher.createdUtc() : voucher.modifiedUtc();
            return stamp != null && stamp.isBefore(asOf);
        }
    }
}
