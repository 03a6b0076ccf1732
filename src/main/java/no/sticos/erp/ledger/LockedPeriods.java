package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.events.Product;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The days up to which a client's books are locked: the company's own, as Visma tells it, and the products' own.
 *
 * <p>A date may move forward and backward. Nothing is overwritten: the company's dates stand in the versions of its
 * settings, a product's in a table of its own. What a lock has to do with a change is decided when a generation is
 * published ({@link LockedChanges}).
 */
public final class LockedPeriods {
    /** Dates given of a history, the newest. */
    public static final int MOST = 100;

    private static final Sql DAYS = Sql.of(LockedPeriods.class, "days-of-years");
    private static final Sql SET = Sql.of(LockedPeriods.class, "set-product-lock");
    private static final Sql COMPANY = Sql.of(LockedPeriods.class, "lock-dates");
    private static final Sql PRODUCTS = Sql.of(LockedPeriods.class, "product-locks");

    private final Database database;

    /** Does nothing yet. */
    public LockedPeriods(Database database) {
        this.database = database;
    }

    /**
     * The company's own lock date has moved.
     *
     * @param gen the generation that came with it
     * @param since when that was published; null when it is no longer kept
     * @param before the date before; null without one
     * @param after the date now; null = the books are open
     */
    public record CompanyLock(int gen, @Nullable Instant since, @Nullable LocalDate before, @Nullable LocalDate after) {
        /** Whether a period that was locked is open again. */
        public boolean isBackward() {
            return before != null && (after == null || after.isBefore(before));
        }
    }

    /**
     * A product has set its own lock date for a client.
     *
     * @param lockedTo the last day that is locked; null = the product lifted its lock
     * @param setBy who, in the product's own words
     */
    public record ProductLock(Product product, @Nullable LocalDate lockedTo, String setBy, Instant setAt) {}

    /**
     * Sets the day up to which a product holds a client's books for finished; {@code null} lifts it. From then on, what
     * changes on that day or before makes a mark, whatever Visma's own lock says. The date that holds already is not
     * written again: false. Fails with {@code NOT_FOUND} for a client of another firm or without published books, and
     * with {@code LOCK_OUTSIDE_YEARS} for a day that lies in no fiscal year.
     */
    public Single<Boolean> setProductLock(
            TenantId tenant, ClientId client, Product product, @Nullable LocalDate lockedTo, String setBy) {
        return database.forTenant(tenant, tx -> refuseOutsideYears(tx, client, lockedTo)
                .andThen(tx.count(SET, client.value(), product.id(), lockedTo, setBy))
                .map(rows -> rows > 0));
    }

    /** How the company's own lock date moved, newest first; at most {@value #MOST}. */
    public Single<List<CompanyLock>> companyLocks(TenantId tenant, ClientId client) {
        return database.forTenant(tenant, tx -> tx.list(COMPANY, LockedPeriods::readCompany, client.value(), MOST));
    }

    /** The dates that products have set, newest first; at most {@value #MOST}. */
    public Single<List<ProductLock>> productLocks(TenantId tenant, ClientId client) {
        return database.forTenant(tenant, tx -> tx.list(PRODUCTS, LockedPeriods::readProduct, client.value(), MOST));
    }

    private static Completable refuseOutsideYears(Tx tx, ClientId client, @Nullable LocalDate day) {
        return tx.first(DAYS, LockedPeriods::readDays, client.value(), day)
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.NOT_FOUND, "books of " + client)))
                .flatMapCompletable(days -> day == null || days.hold()
                        ? Completable.complete()
                        : Completable.error(Fault.of(
                                Cause.LOCK_OUTSIDE_YEARS,
                                day.toString(),
                                days.first().toString(),
                                days.last().toString())));
    }

    private static Days readDays(Row row) {
        return new Days(
                row.getLocalDate("first_day"),
                row.getLocalDate("last_day"),
                Boolean.TRUE.equals(row.getBoolean("holds")));
    }

    private static CompanyLock readCompany(Row row) {
        return new CompanyLock(
                row.getInteger("gen"),
                time(row.getOffsetDateTime("published_at")),
                row.getLocalDate("before"),
                row.getLocalDate("after"));
    }

    private static ProductLock readProduct(Row row) {
        return new ProductLock(
                new Product(row.getString("product")),
                row.getLocalDate("locked_to"),
                row.getString("set_by"),
                row.getOffsetDateTime("set_at").toInstant());
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** The client's fiscal years, from the first day to the last, and whether one of them holds the day asked for. */
    private record Days(LocalDate first, LocalDate last, boolean hold) {}
}
