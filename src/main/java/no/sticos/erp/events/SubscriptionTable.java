package no.sticos.erp.events;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.util.Set;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.RetryPolicy;
import no.sticos.erp.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * The relay's side of the table of subscriptions: claim, keep, and let go in one of three ways.
 *
 * <p>Every write after the claim names the claim's transfer number; a claim that another relay has taken
 * over ends in {@link Cause#FENCED}. Times are the database's own.
 */
final class SubscriptionTable {
    private static final Sql CLAIM = Sql.of(SubscriptionTable.class, "claim");
    private static final Sql NEXT_EVENT = Sql.of(SubscriptionTable.class, "next-event");
    private static final Sql RENEW = Sql.of(SubscriptionTable.class, "renew");
    private static final Sql ACKNOWLEDGE = Sql.of(SubscriptionTable.class, "acknowledge");
    private static final Sql PUT_OFF = Sql.of(SubscriptionTable.class, "put-off");
    private static final Sql REWIND = Sql.of(SubscriptionTable.class, "rewind");
    private static final Sql RELEASE = Sql.of(SubscriptionTable.class, "release");

    private final Database database;
    private final String owner;
    private final long leaseMillis;

    SubscriptionTable(Database database, String owner, Duration lease) {
        this.database = database;
        this.owner = owner;
        this.leaseMillis = lease.toMillis();
    }

    /** Takes the product's longest-waiting position under lease; empty if none is due. */
    Maybe<Due> claim(Product product) {
        return database.forGateway(tx ->
                        claimed(tx, product).map(java.util.Optional::of).defaultIfEmpty(java.util.Optional.empty()))
                .mapOptional(due -> due);
    }

    private Maybe<Due> claimed(Tx tx, Product product) {
        return tx.first(CLAIM, row -> claim(row, product), product.id(), owner, leaseMillis)
                .flatMap(claim -> tx.first(
                        NEXT_EVENT,
                        row -> due(claim, row),
                        claim.client().value(),
                        claim.ackedSeq(),
                        claim.ackedGen()));
    }

    /** Lengthens the lease; to be called before each further message. */
    Completable renew(Due.Claim claim) {
        return held(database.forGateway(
                tx -> tx.count(RENEW, claim.client().value(), claim.product().id(), claim.transfer(), leaseMillis)));
    }

    /** The product has taken it: the position moves. */
    Completable acknowledge(Due due) {
        var claim = due.claim();
        return held(database.forGateway(tx -> tx.count(
                ACKNOWLEDGE,
                claim.client().value(),
                claim.product().id(),
                claim.transfer(),
                due.event().seq(),
                due.genAfterwards())));
    }

    /**
     * The product has not taken it: a pause, or the end of patience; gives whether it was parked.
     *
     * @param failureCode what the product answered; null if it was silent
     */
    Single<Boolean> putOff(Due.Claim claim, RetryPolicy patience, @Nullable Integer failureCode) {
        return database.forGateway(tx -> tx.first(
                        PUT_OFF,
                        row -> row.getBoolean(0),
                        claim.client().value(),
                        claim.product().id(),
                        claim.transfer(),
                        patience.pauseAfter(claim.failures() + 1).toMillis(),
                        patience.tries(),
                        failureCode)
                .switchIfEmpty(Single.error(() -> Fault.of(Cause.FENCED))));
    }

    /** The product wants everything: the newest generation whole, after a pause. */
    Completable rewind(Due.Claim claim, Duration pause) {
        return held(database.forGateway(tx ->
                tx.count(REWIND, claim.client().value(), claim.product().id(), claim.transfer(), pause.toMillis())));
    }

    /** Gives back what this relay holds, so that others need not wait for leases to end. */
    Completable release() {
        return database.forGateway(tx -> tx.count(RELEASE, owner)).ignoreElement();
    }

    private static Completable held(Single<Integer> count) {
        return count.flatMapCompletable(
                rows -> rows == 1 ? Completable.complete() : Completable.error(Fault.of(Cause.FENCED)));
    }

    private static Due.Claim claim(Row row, Product product) {
        return new Due.Claim(
                new ClientId(row.getLong("client_id")),
                new TenantId(row.getLong("tenant_id")),
                product,
                row.getLong("transfer"),
                row.getLong("acked_seq"),
                row.getInteger("acked_gen"),
                row.getInteger("failures"),
                Set.of(row.getArrayOfStrings("entities")));
    }

    private static Due due(Due.Claim claim, Row row) {
        var event = new Due.Event(
                row.getLong("seq"),
                EventKind.of(row.getString("kind")),
                row.getInteger("gen"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("trace"),
                row.getString("cause"));
        var company = new Due.Company(
                row.getUUID("epoch"),
                row.getString("tenant_external_id"),
                row.getString("company_id"),
                row.getString("orgnr"),
                row.getString("name"));
        return new Due(claim, event, company);
    }
}
