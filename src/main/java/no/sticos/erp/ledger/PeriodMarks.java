package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.events.PeriodChanges;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a generation changed in locked periods, in the transaction that publishes it, and tells of it.
 *
 * <p>Which lock holds is decided by the generation that readers saw before ({@code gateway.locks_at}); what is new to
 * us and not at Visma makes no mark ({@code gateway.changes_in_locked_periods}). A lock that moved back is written down
 * although no voucher changed: the period is open again, and whoever relied on it must know.
 */
final class PeriodMarks {
    /** Vouchers kept of a generation; all are counted. */
    static final int MOST_VOUCHERS = 1_000;

    /** Accounts kept of a voucher: those with the largest differences. */
    static final int MOST_ACCOUNTS = 100;

    private static final Sql ONE = Sql.of(PeriodMarks.class, "period-change");
    private static final Sql MARK = Sql.of(PeriodMarks.class, "mark-period-changes");

    private PeriodMarks() {}

    /** Whether there is anything to tell; of a client's first generation there never is. */
    static Single<Boolean> write(Tx tx, ClientId client, int gen, int former) {
        if (former == 0) {
            return Single.just(false);
        }
        return tx.first(MARK, row -> row.getInteger(0) > 0, client.value(), gen, former, MOST_VOUCHERS, MOST_ACCOUNTS)
                .toSingle();
    }

    /** What a published generation has told of, as products are told it. */
    static Single<PeriodChanges> read(Tx tx, ClientId client, int gen) {
        return LockedChanges.of(tx, client, gen, PeriodChanges.MOST_VOUCHERS, PeriodChanges.MOST_ACCOUNTS)
                .map(changes -> changes.stream().map(PeriodMarks::voucher).toList())
                .flatMap(vouchers -> tx.first(ONE, row -> read(row, vouchers), client.value(), gen)
                        .switchIfEmpty(Single.error(() ->
                                Fault.of(Cause.NOT_FOUND, "changed periods in generation " + gen + " of " + client))));
    }

    private static PeriodChanges read(Row row, List<PeriodChanges.Voucher> vouchers) {
        return new PeriodChanges(
                row.getInteger("from_gen"),
                row.getOffsetDateTime("found_at").toInstant(),
                row.getLocalDate("locked_before"),
                row.getLocalDate("locked_after"),
                List.of(row.getArrayOfLocalDates("reopened")),
                row.getLong("added"),
                row.getLong("changed"),
                row.getLong("deleted"),
                vouchers);
    }

    private static PeriodChanges.Voucher voucher(LockedChanges.Change change) {
        return new PeriodChanges.Voucher(
                change.voucher(),
                change.what().name().toLowerCase(Locale.ROOT),
                change.numberBefore(),
                change.numberAfter(),
                change.dateBefore(),
                change.dateAfter(),
                change.locks().stream()
                        .map(lock -> new PeriodChanges.Lock(lock.lock(), lock.lockedTo()))
                        .toList(),
                change.modifiedUtc(),
                change.amounts().stream()
                        .map(each -> new PeriodChanges.Account(each.account(), text(each.before()), text(each.after())))
                        .toList(),
                change.accounts());
    }

    private static @Nullable String text(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }
}
