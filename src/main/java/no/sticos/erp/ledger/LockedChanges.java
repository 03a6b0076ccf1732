package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The vouchers that were added, changed or deleted in a period that was locked before: the red marks.
 *
 * <p>{@code PeriodMarks} writes them when a generation is published; here they are read. A client whose books are
 * hidden, or another firm's, has none.
 */
public final class LockedChanges {
    /** Changes given at a time. */
    public static final int MOST = 100;

    private static final Sql COUNTS = Sql.of(LockedChanges.class, "locked-change-counts");
    private static final Sql CHANGES = Sql.of(LockedChanges.class, "locked-changes");
    private static final Sql ACCOUNTS = Sql.of(LockedChanges.class, "locked-change-accounts");

    private final Database database;

    /** Does nothing yet. */
    public LockedChanges(Database database) {
        this.database = database;
    }

    /** What happened to a voucher. */
    public enum What {
        /** It was not there before. */
        NEW,
        /** Its amounts, accounts, date or number are others. */
        CHANGED,
        /** It is gone. */
        DELETED
    }

    /**
     * How many vouchers; those that are not listed are counted too.
     *
     * @param added new ones
     */
    public record Counts(long added, long changed, long deleted) {
        /** All of them. */
        public long all() {
            return added + changed + deleted;
        }
    }

    /**
     * A lock that a change broke.
     *
     * @param lock {@code company}, {@code fiscal_year}, or the id of the product that set it
     * @param lockedTo its last day
     */
    public record Lock(String lock, LocalDate lockedTo) {}

    /**
     * What a voucher moved on an account: debit less credit, in kroner.
     *
     * @param name the account's name now; null if the chart has none
     * @param before null = the voucher was not there, or not on this account
     * @param after null = the voucher is gone, or no longer on this account
     */
    public record Amounts(
            long account, @Nullable String name, @Nullable BigDecimal before, @Nullable BigDecimal after) {}

    /**
     * A change in a locked period.
     *
     * @param gen the generation that came with it
     * @param line its place in that generation
     * @param foundAt when that was published
     * @param numberBefore series and number before; null for a new one, or where Visma gives none
     * @param dateBefore the bookkeeping date before; null for a new one
     * @param dateAfter the bookkeeping date now; null for a deleted one
     * @param locks the locks that it broke
     * @param modifiedUtc Visma's stamp with seven digits; of a deleted voucher the last one known; null if never told
     * @param amounts the accounts with the largest differences, those first
     * @param accounts how many accounts it has, before and after together
     */
    public record Change(
            int gen,
            int line,
            Instant foundAt,
            UUID voucher,
            What what,
            @Nullable String numberBefore,
            @Nullable String numberAfter,
            @Nullable LocalDate dateBefore,
            @Nullable LocalDate dateAfter,
            List<Lock> locks,
            @Nullable String modifiedUtc,
            List<Amounts> amounts,
            int accounts) {
        /** Keeps its own copies. */
        public Change {
            locks = List.copyOf(locks);
            amounts = List.copyOf(amounts);
        }

        /** Where the list goes on after this one. */
        public Cursor cursor() {
            return new Cursor(gen, line);
        }

        private Change with(List<Amounts> own) {
            return new Change(
                    gen,
                    line,
                    foundAt,
                    voucher,
                    what,
                    numberBefore,
                    numberAfter,
                    dateBefore,
                    dateAfter,
                    locks,
                    modifiedUtc,
                    own,
                    accounts);
        }
    }

    /** A place in the list of changes. */
    public record Cursor(int gen, int line) {
        /** Before the newest change. */
        public static final Cursor START = new Cursor(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** How many there were in the generations after {@code gen}; 0 for all that is known. */
    public Single<Counts> since(TenantId tenant, ClientId client, int gen) {
        return database.forTenant(tenant, tx -> tx.first(COUNTS, LockedChanges::readCounts, client.value(), gen)
                .toSingle());
    }

    /**
     * The changes after a place, the newest generation first, within one by date.
     *
     * @param most how many changes; more than {@value #MOST} are not given
     * @param accounts how many accounts of each
     */
    public Single<List<Change>> newest(TenantId tenant, ClientId client, Cursor after, int most, int accounts) {
        return database.forTenant(tenant, tx -> read(tx, client, after, Math.min(most, MOST), accounts));
    }

    /** The first changes of one generation. */
    static Single<List<Change>> of(Tx tx, ClientId client, int gen, int most, int accounts) {
        return read(tx, client, new Cursor(gen, 0), most, accounts)
                .map(changes ->
                        changes.stream().filter(change -> change.gen() == gen).toList());
    }

    private static Single<List<Change>> read(Tx tx, ClientId client, Cursor after, int most, int accounts) {
        return tx.list(CHANGES, LockedChanges::readChange, client.value(), after.gen(), after.line(), most)
                .flatMap(changes -> changes.isEmpty()
                        ? Single.just(changes)
                        : amounts(tx, client, changes, accounts).map(found -> joined(changes, found)));
    }

    private static Single<List<Placed>> amounts(Tx tx, ClientId client, List<Change> changes, int most) {
        return tx.list(
                ACCOUNTS,
                LockedChanges::readAmounts,
                client.value(),
                Columns.of(changes, Integer[]::new, Change::gen),
                Columns.of(changes, Integer[]::new, Change::line),
                most);
    }

    private static List<Change> joined(List<Change> changes, List<Placed> amounts) {
        var joined = new ArrayList<Change>(changes.size());
        for (var change : changes) {
            joined.add(change.with(amounts.stream()
                    .filter(placed -> placed.gen == change.gen && placed.line == change.line)
                    .map(Placed::amounts)
                    .toList()));
        }
        return joined;
    }

    private static Counts readCounts(Row row) {
        return new Counts(row.getLong("added"), row.getLong("changed"), row.getLong("deleted"));
    }

    private static Change readChange(Row row) {
        return new Change(
                row.getInteger("gen"),
                row.getInteger("line"),
                row.getOffsetDateTime("found_at").toInstant(),
                row.getUUID("voucher_id"),
                What.valueOf(row.getString("what")),
                row.getString("number_before"),
                row.getString("number_after"),
                row.getLocalDate("date_before"),
                row.getLocalDate("date_after"),
                locks(row.getArrayOfStrings("locks"), row.getArrayOfLocalDates("locked_to")),
                row.getString("modified_utc"),
                List.of(),
                row.getInteger("accounts"));
    }

    private static List<Lock> locks(String[] kinds, LocalDate[] days) {
        var locks = new ArrayList<Lock>(kinds.length);
        for (int i = 0; i < kinds.length; i++) {
            locks.add(new Lock(kinds[i], days[i]));
        }
        return locks;
    }

    private static Placed readAmounts(Row row) {
        return new Placed(
                row.getInteger("gen"),
                row.getInteger("line"),
                new Amounts(
                        row.getLong("account"),
                        row.getString("name"),
                        row.getBigDecimal("before"),
                        row.getBigDecimal("after")));
    }

    private record Placed(int gen, int line, Amounts amounts) {}
}
