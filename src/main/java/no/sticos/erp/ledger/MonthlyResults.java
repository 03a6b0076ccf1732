package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;

/** What the months of a fiscal year brought and cost, in any published generation. */
public final class MonthlyResults {
    private static final Sql PLAN = Sql.of(MonthlyResults.class, "plan-for-whole-books");
    private static final Sql MONTHS = Sql.of(MonthlyResults.class, "monthly-results");

    private final Database database;

    /** Does nothing yet. */
    public MonthlyResults(Database database) {
        this.database = database;
    }

    /**
     * A month of a fiscal year; amounts in kroner.
     *
     * @param first its first day, which may lie before the year's
     * @param income posted to accounts that begin with 3, credit positive
     * @param costs posted to accounts that begin with 4 to 7, debit positive
     * @param finance posted to accounts that begin with 8, credit positive
     */
    public record Month(LocalDate first, BigDecimal income, BigDecimal costs, BigDecimal finance) {
        /** What is left. */
        public BigDecimal result() {
            return income.subtract(costs).add(finance);
        }
    }

    /** All months of the fiscal year that begins at {@code start}, in order; none if no year does. */
    public Single<List<Month>> of(TenantId tenant, ClientId client, int gen, LocalDate start) {
        return database.forTenant(tenant, tx -> tx.run(PLAN, client.value())
                .andThen(tx.list(MONTHS, MonthlyResults::read, client.value(), gen, start)));
    }

    private static Month read(Row row) {
        return new Month(
                row.getLocalDate("month"),
                row.getBigDecimal("income"),
                row.getBigDecimal("costs"),
                row.getBigDecimal("finance"));
    }
}
