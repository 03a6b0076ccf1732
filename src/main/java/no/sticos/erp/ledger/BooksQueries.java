package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Maybe;
import io.vertx.rxjava3.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** What the portal shows of a client's published books, as of the current generation. */
public final class BooksQueries {
    private static final Sql FIGURES = Sql.of(BooksQueries.class, "books-figures");
    private static final Sql CHECKS = Sql.of(BooksQueries.class, "proof-checks");
    private static final Sql DEVIATIONS = Sql.of(BooksQueries.class, "account-deviations");

    private final Database database;

    /** Does nothing yet. */
    public BooksQueries(Database database) {
        this.database = database;
    }

    /**
     * The published books in figures.
     *
     * @param gen the current generation
     * @param publishedAt when it was published
     * @param verifiedAt when it was last found unchanged
     * @param lastProvedAt when a generation was last proved right; null if never
     * @param verdict what the proof says
     * @param reason why it is partial or unknown, a cause's key; null if neither
     * @param vouchers vouchers in it
     * @param rows voucher rows in it
     * @param firstDay first day of the oldest fiscal year; null without years
     * @param lastDay last day of the newest one
     * @param lockedTo the company's own lock date; null without one
     * @param checks the proof's checks, in order
     * @param deviations accounts that differ from Visma's balances, largest first, at most {@value #MOST}
     */
    public record Figures(
            int gen,
            Instant publishedAt,
            Instant verifiedAt,
            @Nullable Instant lastProvedAt,
            Verdict verdict,
            @Nullable String reason,
            long vouchers,
            long rows,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            @Nullable LocalDate lockedTo,
            List<Check> checks,
            List<Deviation> deviations) {
        /** Deviating accounts given. */
        public static final int MOST = 100;

        /** Keeps its own copies. */
        public Figures {
            checks = List.copyOf(checks);
            deviations = List.copyOf(deviations);
        }
    }

    /**
     * One check of the proof.
     *
     * @param id C1 … as {@code src/docs/proof.md} lists them
     * @param level ERROR decides the verdict, WARN and INFO do not
     * @param outcome HOLDS, DEVIATES, NOT_APPLICABLE or UNKNOWN
     * @param passed how many of what was checked hold; an explained gap in the voucher numbers does
     * @param checked how many were checked
     * @param amount the sum that it is about, or its difference if it deviates; null for a check that only counts
     * @param detail why it could not be made, what else to know of it, or the one open gap's name; null if nothing
     */
    public record Check(
            String id,
            String level,
            String outcome,
            long passed,
            long checked,
            @Nullable BigDecimal amount,
            @Nullable String detail) {}

    /**
     * An account that differs in a fiscal year.
     *
     * @param account its number
     * @param name its name; null if the chart has none
     * @param yearStart the fiscal year's first day
     * @param found ours
     * @param expected Visma's
     */
    public record Deviation(
            long account, @Nullable String name, LocalDate yearStart, BigDecimal found, BigDecimal expected) {}

    /** The client's published books; empty if nothing is published, or for another firm's client. */
    public Maybe<Figures> figures(TenantId tenant, ClientId client) {
        return database.forTenant(tenant, tx -> read(tx, client).toSingle())
                .toMaybe()
                .onErrorResumeNext(error ->
                        error instanceof java.util.NoSuchElementException ? Maybe.empty() : Maybe.error(error));
    }

    private static Maybe<Figures> read(Tx tx, ClientId client) {
        return tx.list(CHECKS, BooksQueries::readCheck, client.value())
                .flatMapMaybe(checks -> tx.list(DEVIATIONS, BooksQueries::readDeviation, client.value(), Figures.MOST)
                        .flatMapMaybe(deviations ->
                                tx.first(FIGURES, row -> readFigures(row, checks, deviations), client.value())));
    }

    private static Figures readFigures(Row row, List<Check> checks, List<Deviation> deviations) {
        return new Figures(
                row.getInteger("current_gen"),
                row.getOffsetDateTime("published_at").toInstant(),
                row.getOffsetDateTime("verified_at").toInstant(),
                time(row.getOffsetDateTime("last_proved_at")),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("reason"),
                row.getLong("vouchers"),
                row.getLong("rows"),
                row.getLocalDate("first_day"),
                row.getLocalDate("last_day"),
                row.getLocalDate("locked_to"),
                checks,
                deviations);
    }

    private static Check readCheck(Row row) {
        return new Check(
                row.getString("check_id"),
                row.getString("level"),
                row.getString("outcome"),
                row.getLong("passed"),
                row.getLong("checked"),
                row.getBigDecimal("amount"),
                row.getString("detail"));
    }

    private static Deviation readDeviation(Row row) {
        return new Deviation(
                row.getLong("account"),
                row.getString("name"),
                row.getLocalDate("year_start"),
                row.getBigDecimal("found"),
                row.getBigDecimal("expected"));
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
