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

/**
 * What the proof says of each account in each fiscal year of the published books, and where to look if it is wrong.
 * Worked out of the stored rows and Visma's balances when asked for; both are empty for another firm's client.
 */
public final class ProofQueries {
    /** Lines given: over a thousand accounts in each of ten years. */
    public static final int MOST_LINES = 20_000;
    /** Vouchers named for one deviation. */
    public static final int MOST_VOUCHERS = 10;

    private static final Sql PLAN = Sql.of(Proof.class, "plan-for-whole-books");
    private static final Sql LINES = Sql.of(ProofQueries.class, "proof-by-account");
    private static final Sql NEAREST = Sql.of(ProofQueries.class, "nearest-vouchers");

    private final Database database;

    /** Does nothing yet. */
    public ProofQueries(Database database) {
        this.database = database;
    }

    /**
     * An account in a fiscal year.
     *
     * @param yearStart the year's first day
     * @param yearEnd its last day, at whose end the figures are
     * @param account its number
     * @param name its name in that year's chart; null if the chart has none
     * @param expected Visma's balance; null if it gave none
     * @param found ours
     * @param difference ours less Visma's, where none is nothing
     * @param verdict UNKNOWN where the year is not whole, or Visma's figures are missing
     */
    public record Line(
            LocalDate yearStart,
            LocalDate yearEnd,
            long account,
            @Nullable String name,
            @Nullable BigDecimal expected,
            BigDecimal found,
            BigDecimal difference,
            Verdict verdict) {}

    /** Why a voucher is named beside a deviation; the first reason that fits. */
    public enum Why {
        /** It moves the account by exactly the difference: it may be there once too often. */
        SAME_AMOUNT,
        /** It moves it by half of the difference: it may be on the wrong side. */
        HALF,
        /** It moves it by twice the difference. */
        DOUBLE,
        /** It is among those that changed here last, or else among the largest. */
        NEWEST
    }

    /**
     * A voucher to look at.
     *
     * @param id Visma's id
     * @param number series and number as one text; null where Visma gave none
     * @param date the bookkeeping date
     * @param text the description
     * @param amount what it moves the account by, debit positive
     * @param fromGen the generation that brought it as it is now
     * @param why why it is named
     */
    public record NearVoucher(
            UUID id,
            @Nullable String number,
            LocalDate date,
            @Nullable String text,
            BigDecimal amount,
            int fromGen,
            Why why) {}

    /** Every account of every fiscal year, newest year first, at most {@value #MOST_LINES}. */
    public Single<List<Line>> byAccount(TenantId tenant, ClientId client) {
        return database.forTenant(tenant, tx -> tx.run(PLAN, client.value())
                .andThen(tx.list(LINES, ProofQueries::readLine, client.value(), MOST_LINES)));
    }

    /**
     * The vouchers nearest to a difference, at most {@value #MOST_VOUCHERS}: those that move the account by it, by half
     * of it or by twice it, then those that changed last, the largest first.
     *
     * @param yearStart the fiscal year's first day
     * @param difference ours less Visma's; its sign does not matter
     */
    public Single<List<NearVoucher>> nearest(
            TenantId tenant, ClientId client, LocalDate yearStart, long account, BigDecimal difference) {
        return database.forTenant(
                tenant,
                tx -> tx.list(
                        NEAREST,
                        ProofQueries::readVoucher,
                        client.value(),
                        yearStart,
                        account,
                        difference,
                        MOST_VOUCHERS));
    }

    private static Line readLine(Row row) {
        return new Line(
                row.getLocalDate("start_date"),
                row.getLocalDate("end_date"),
                row.getLong("account"),
                row.getString("name"),
                row.getBigDecimal("expected"),
                row.getBigDecimal("found"),
                row.getBigDecimal("difference"),
                Verdict.valueOf(row.getString("verdict")));
    }

    private static NearVoucher readVoucher(Row row) {
        return new NearVoucher(
                row.getUUID("voucher_id"),
                row.getString("number"),
                row.getLocalDate("voucher_date"),
                row.getString("voucher_text"),
                row.getBigDecimal("amount"),
                row.getInteger("from_gen"),
                Why.valueOf(row.getString("why")));
    }
}
