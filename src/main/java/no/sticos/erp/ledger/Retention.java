package no.sticos.erp.ledger;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Which generations of a client's books can be read, and which of them somebody keeps beyond the retention.
 *
 * <p>What is asked of a generation that is no longer kept fails with {@code GENERATION_PRUNED}, here and in the
 * functions of schema {@code ledger}: never with what is left of it. See {@code src/docs/history.md}.
 */
public final class Retention {
    private static final Sql KEEP = Sql.of(Retention.class, "keep-generation");
    private static final Sql RELEASE = Sql.of(Retention.class, "release-generation");
    private static final Sql LIST = Sql.of(Retention.class, "list-generations");
    private static final Sql AT = Sql.of(Retention.class, "generation-at");
    private static final Sql READABLE = Sql.of(Retention.class, "check-readable");

    private final Database database;

    /** Does nothing yet. */
    public Retention(Database database) {
        this.database = database;
    }

    /**
     * A generation that can be read.
     *
     * @param gen its number
     * @param publishedAt when readers first saw it
     * @param replacedAt when the next one took its place; null of the current one
     * @param asOf the accounting system's clock when its reading began
     * @param result DONE or PARTIAL
     * @param verdict what its proof said
     * @param keptBy who keeps it beyond the retention; null if nobody does
     * @param keptAt since when
     */
    public record Generation(
            int gen,
            Instant publishedAt,
            @Nullable Instant replacedAt,
            Instant asOf,
            String result,
            Verdict verdict,
            @Nullable String keptBy,
            @Nullable Instant keptAt) {}

    /** Keeps a generation until somebody releases it. Fails with {@code NOT_FOUND} or {@code GENERATION_PRUNED}. */
    public Completable keep(TenantId tenant, ClientId client, int gen, String by) {
        return readable(tenant, client, gen)
                .andThen(database.forTenant(tenant, tx -> tx.count(KEEP, client.value(), gen, by)))
                .flatMapCompletable(kept -> kept == 1 ? Completable.complete() : Completable.error(pruned(gen)));
    }

    /** Nobody keeps it any more; the retention decides. */
    public Completable release(TenantId tenant, ClientId client, int gen) {
        return database.forTenant(tenant, tx -> tx.count(RELEASE, client.value(), gen))
                .ignoreElement();
    }

    /** The generations that can be read, newest first. */
    public Single<List<Generation>> generations(TenantId tenant, ClientId client, int most) {
        return database.forTenant(tenant, tx -> tx.list(LIST, Retention::read, client.value(), most));
    }

    /** The one that was current at a time; empty before the first. Fails with {@code GENERATION_PRUNED}. */
    public Maybe<Integer> at(TenantId tenant, ClientId client, Instant time) {
        return database.forTenant(tenant, tx -> tx.first(
                                AT,
                                row -> Optional.ofNullable(row.getInteger("gen")),
                                client.value(),
                                time.atOffset(ZoneOffset.UTC))
                        .toSingle())
                .mapOptional(gen -> gen);
    }

    /** Completes if the generation can be read; else fails with {@code NOT_FOUND} or {@code GENERATION_PRUNED}. */
    public Completable readable(TenantId tenant, ClientId client, int gen) {
        return database.forTenant(
                        tenant, tx -> tx.first(READABLE, row -> row.getBoolean("readable"), client.value(), gen)
                                .toSingle())
                .flatMapCompletable(readable -> readable
                        ? Completable.complete()
                        : Completable.error(Fault.of(Cause.NOT_FOUND, "generation " + gen)));
    }

    private static Fault pruned(int gen) {
        return Fault.of(Cause.GENERATION_PRUNED, Integer.toString(gen));
    }

    private static Generation read(Row row) {
        return new Generation(
                row.getInteger("gen"),
                row.getOffsetDateTime("published_at").toInstant(),
                time(row.getOffsetDateTime("replaced_at")),
                row.getOffsetDateTime("as_of").toInstant(),
                row.getString("result"),
                Verdict.valueOf(row.getString("verdict")),
                row.getString("kept_by"),
                time(row.getOffsetDateTime("kept_at")));
    }

    private static @Nullable Instant time(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
