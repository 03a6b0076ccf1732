package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.LocalDate;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.erp.Resource;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;

/**
 * Ends whole passes: finds whether a list stood still while it was read, and closes what is no longer in it.
 *
 * <p>Vanished is what is stored and was not seen, exactly; and only where what is left is as much as the
 * accounting system itself says there is, so that a deletion is never invented. May be asked again.
 */
public final class Passes {
    private static final Sql ITEMS = Sql.of(Passes.class, "close-vanished-items");
    private static final Sql VOUCHERS = Sql.of(Passes.class, "close-vanished-vouchers");

    private final Database database;

    /** Does nothing yet. */
    public Passes(Database database) {
        this.database = database;
    }

    /**
     * Ends a complete pass over a resource other than vouchers. Fails with {@code FENCED}.
     *
     * @param guarded whether others see to it that nothing moved; then documents without stamps need no second pass
     */
    public Single<Pass> end(ClientId client, Fence fence, Resource resource, boolean guarded) {
        return database.often(tx -> tx.first(
                        ITEMS, Passes::read, fence.run().value(), fence.epoch(), client.value(), resource.id(), guarded)
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.FENCED))));
    }

    /** Ends a complete pass over the vouchers of these years, once their number was asked for anew. Fails with {@code FENCED}. */
    public Single<Pass> endVouchers(ClientId client, Fence fence, List<FiscalYear> years) {
        return database.often(tx -> tx.first(
                        VOUCHERS,
                        Passes::read,
                        fence.run().value(),
                        fence.epoch(),
                        client.value(),
                        years.stream().map(FiscalYear::start).toArray(LocalDate[]::new),
                        years.stream().map(FiscalYear::end).toArray(LocalDate[]::new))
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.FENCED))));
    }

    private static Pass read(Row row) {
        return new Pass(row.getBoolean("stood"), row.getInteger("passes"), row.getInteger("closed"));
    }
}
