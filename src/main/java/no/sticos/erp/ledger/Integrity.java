package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/** What the nights have found out about stored books, for pages and for operators. */
public final class Integrity {
    private static final Sql STATE = Sql.of(Integrity.class, "integrity-state");
    private static final Sql FAULTS = Sql.of(Integrity.class, "integrity-faults");
    private static final Sql FIGURES = Sql.of(Integrity.class, "integrity-figures");

    private final Database database;

    /** Does nothing yet. */
    public Integrity(Database database) {
        this.database = database;
    }

    /**
     * A client's stored books.
     *
     * @param checkedAt when the last whole pass over them ended; null before the first
     * @param versions how many versions it looked at
     * @param spotChecked vouchers read again in the last thirty days
     * @param spotDiffering how many of them are not here as the accounting system has them: the error rate
     * @param spotAt when some were last read again; null if never
     * @param faults what is wrong now, newest first, at most {@value #MOST}
     */
    public record State(
            @Nullable Instant checkedAt,
            long versions,
            long spotChecked,
            long spotDiffering,
            @Nullable Instant spotAt,
            List<Found> faults) {
        /** Faults given. */
        public static final int MOST = 100;

        /** Keeps its own copy. */
        public State {
            faults = List.copyOf(faults);
        }

        /** What a person is told, with the newest fault's reference as its argument; empty if all is well. */
        public Optional<Cause> cause() {
            return faults.isEmpty() ? Optional.empty() : Optional.of(Cause.ROWS_ALTERED);
        }
    }

    /**
     * Something that is not as it should be.
     *
     * @param resource of which kind of document
     * @param gen in which generation
     * @param doc the version's ordinal in it, -1 for all that it opened and closed; null for a spot check's
     * @param kind CONTENT, ORPHAN or SET of stored versions; DIFFERS or MISSING of vouchers read again
     * @param reference names the line in the log
     * @param foundAt when
     * @param voucher of a spot check; null otherwise
     */
    public record Found(
            String resource,
            int gen,
            @Nullable Integer doc,
            String kind,
            String reference,
            Instant foundAt,
            @Nullable UUID voucher) {}

    /**
     * A figure over all clients.
     *
     * @param what {@code stored} = versions that are wrong now; {@code spot_checked} and {@code spot_differing} of the
     *     last thirty days
     */
    public record Figure(String what, long figure) {}

    /** The client's state; empty of facts for another firm's client. */
    public Single<State> of(TenantId tenant, ClientId client) {
        return database.forTenant(tenant, tx -> tx.list(FAULTS, Integrity::readFound, client.value(), State.MOST)
                .flatMap(faults -> tx.first(STATE, row -> readState(row, faults), client.value())
                        .toSingle()));
    }

    /** The figures for operators. */
    public Single<List<Figure>> figures() {
        return database.forGateway(
                tx -> tx.list(FIGURES, row -> new Figure(row.getString("what"), row.getLong("figure"))));
    }

    private static State readState(Row row, List<Found> faults) {
        return new State(
                time(row.getOffsetDateTime("ended_at")),
                row.getLong("versions"),
                row.getLong("checked"),
                row.getLong("differing"),
                time(row.getOffsetDateTime("last_at")),
                faults);
    }

    private static Found readFound(Row row) {
        return new Found(
                row.getString("resource"),
                row.getInteger("gen"),
                row.getInteger("doc"),
                row.getString("kind"),
                row.getString("reference"),
                row.getOffsetDateTime("found_at").toInstant(),
                row.getUUID("voucher_id"));
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
