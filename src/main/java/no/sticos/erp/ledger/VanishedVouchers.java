package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** The vouchers that readers see and that a generation which is held back has no more: what a person decides about. */
public final class VanishedVouchers {
    private static final Sql LIST = Sql.of(VanishedVouchers.class, "vanished-vouchers");

    private final Database database;

    /** Does nothing yet. */
    public VanishedVouchers(Database database) {
        this.database = database;
    }

    /**
     * A voucher that is gone.
     *
     * @param voucher its id
     * @param day its date
     * @param number series and number as they are written on it; null without one
     * @param text what it was for; null without one
     * @param amount its debit side, in kroner
     * @param all how many are gone, this one included
     */
    public record Line(
            UUID voucher, LocalDate day, @Nullable String number, @Nullable String text, BigDecimal amount, int all) {}

    /** The newest {@code most} of them; none if nothing is held back, or for another firm's client. */
    public Single<List<Line>> of(TenantId tenant, ClientId client, int most) {
        return database.forTenant(tenant, tx -> tx.list(LIST, VanishedVouchers::read, client.value(), most));
    }

    private static Line read(Row row) {
        return new Line(
                row.getUUID("voucher_id"),
                row.getLocalDate("voucher_date"),
                row.getString("number"),
                row.getString("voucher_text"),
                row.getBigDecimal("amount"),
                row.getInteger("vouchers"));
    }
}
