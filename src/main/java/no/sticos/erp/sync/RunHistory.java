package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.Verdict;
import org.jspecify.annotations.Nullable;

/** A client's runs so far, for its page. */
public final class RunHistory {
    private static final Sql NEWEST = Sql.of(RunHistory.class, "newest-runs");

    private final Database database;

    /** Does nothing yet. */
    public RunHistory(Database database) {
        this.database = database;
    }

    /**
     * A run that has ended.
     *
     * @param run its number
     * @param startedAt when it was first leased; null if it never was
     * @param by who asked for it; null: the schedule
     * @param took from the first lease to the end
     * @param state DONE, PARTIAL, HELD or FAILED
     * @param verdict what the proof said; null without one
     * @param cause why it failed, was held back or lacks a part, a cause's key; null if none of these
     * @param causeArgs what fills the cause's text
     * @param reference finds the moment in the log; null without one
     * @param gen the generation it published; null if it published none
     * @param made documents that are new in that generation
     * @param changed documents that are changed in it
     * @param deleted documents that are gone in it
     */
    public record Line(
            long run,
            @Nullable Instant startedAt,
            @Nullable String by,
            Duration took,
            String state,
            @Nullable Verdict verdict,
            @Nullable String cause,
            List<String> causeArgs,
            @Nullable String reference,
            @Nullable Integer gen,
            long made,
            long changed,
            long deleted) {
        /** Keeps its own copy. */
        public Line {
            causeArgs = List.copyOf(causeArgs);
        }
    }

    /** The newest ended runs, newest first. */
    public Single<List<Line>> newest(TenantId tenant, ClientId client, int most) {
        return database.forTenant(tenant, tx -> tx.list(NEWEST, RunHistory::read, client.value(), most, null, null));
    }

    /**
     * The runs that ended within {@code days}, newest first.
     *
     * @param before only runs older than this one; 0 = from the newest on
     */
    public Single<List<Line>> page(TenantId tenant, ClientId client, int days, long before, int most) {
        return database.forTenant(
                tenant,
                tx -> tx.list(NEWEST, RunHistory::read, client.value(), most, before == 0 ? null : before, days));
    }

    private static Line read(Row row) {
        OffsetDateTime started = row.getOffsetDateTime("started_at");
        var verdict = row.getString("verdict");
        var causeArgs = row.getArrayOfStrings("cause_args");
        return new Line(
                row.getLong("run_id"),
                started == null ? null : started.toInstant(),
                row.getString("requested_by"),
                Duration.ofMillis(row.getLong("millis")),
                row.getString("state"),
                verdict == null ? null : Verdict.valueOf(verdict),
                row.getString("cause"),
                causeArgs == null ? List.of() : List.of(causeArgs),
                row.getString("reference"),
                row.getInteger("gen"),
                row.getLong("made"),
                row.getLong("changed"),
                row.getLong("deleted"));
    }
}
