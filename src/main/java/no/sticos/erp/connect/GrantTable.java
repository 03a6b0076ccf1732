package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import no.sticos.erp.clients.Client;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.TenantId;

/** Owns the rows of {@code gateway.grants}; every span is reckoned by the database's clock. */
final class GrantTable {
    private static final Sql FIND = Sql.of(GrantTable.class, "find-grant");
    private static final Sql PUT = Sql.of(GrantTable.class, "put-grant");
    private static final Sql LEASE = Sql.of(GrantTable.class, "lease-grant");
    private static final Sql RELEASE = Sql.of(GrantTable.class, "release-grant");
    private static final Sql RENEW = Sql.of(GrantTable.class, "renew-grant");
    private static final Sql END = Sql.of(GrantTable.class, "end-grant");
    private static final Sql WORKED = Sql.of(GrantTable.class, "grant-worked");
    private static final Sql REFUSED = Sql.of(GrantTable.class, "grant-refused");
    private static final Sql TAKE_IDLE = Sql.of(GrantTable.class, "take-idle-grants");

    /**
     * Tokens on their way into a row.
     *
     * @param sealed encrypted for the row's client
     * @param life how long the access token lasts from now
     * @param scopes what it says it may do; empty when it does not say
     */
    record Sealed(Buffer sealed, Duration life, Set<String> scopes) {}

    private GrantTable() {}

    static Maybe<Grant> find(Tx tx, ClientId client) {
        return tx.first(FIND, GrantTable::read, client.value());
    }

    /** Stores a new consent, in the place of whatever was there. */
    static Completable put(Tx tx, Client client, Sealed tokens, Giver giver) {
        var invitedBy = giver.invitedBy();
        return tx.run(
                PUT,
                client.id().value(),
                client.tenant().value(),
                tokens.sealed(),
                tokens.life().toMillis(),
                tokens.scopes().toArray(String[]::new),
                giver.person().name(),
                invitedBy == null ? null : invitedBy.name(),
                giver.responsible().subject());
    }

    /** Takes the right to refresh; false if another has it or the grant has changed. */
    static Single<Boolean> lease(Tx tx, Grant grant, String owner, Duration length) {
        return tx.count(LEASE, grant.client().value(), grant.version(), owner, length.toMillis())
                .map(rows -> rows > 0);
    }

    /** Gives the right back, if it is still this owner's. */
    static Single<Boolean> release(Tx tx, ClientId client, String owner) {
        return tx.count(RELEASE, client.value(), owner).map(rows -> rows > 0);
    }

    /** Stores new tokens unless others were stored since {@code grant} was read; says whether it did. */
    static Single<Boolean> renew(Tx tx, Grant grant, Sealed tokens) {
        return tx.count(
                        RENEW,
                        grant.client().value(),
                        grant.version(),
                        tokens.sealed(),
                        tokens.life().toMillis(),
                        tokens.scopes().toArray(String[]::new))
                .map(rows -> rows > 0);
    }

    /** Ends the grant unless it has changed since it was read; says whether it did. */
    static Single<Boolean> end(Tx tx, Grant grant, Cause cause) {
        return tx.count(END, grant.client().value(), grant.version(), cause.key())
                .map(rows -> rows > 0);
    }

    static Single<Boolean> worked(Tx tx, ClientId client) {
        return tx.count(WORKED, client.value()).map(rows -> rows > 0);
    }

    /** Gives whose grant it is, if that it is refused for this cause is new. */
    static Maybe<TenantId> refused(Tx tx, ClientId client, Cause cause) {
        return tx.first(REFUSED, row -> new TenantId(row.getLong("tenant_id")), client.value(), cause.key());
    }

    /**
     * Clients whose tokens were not renewed for {@code idle} and that no node took for {@code pause}, the
     * longest unused first; they are thereby taken.
     */
    static Single<List<ClientId>> takeIdle(Tx tx, Duration idle, Duration pause, int most) {
        return tx.list(
                TAKE_IDLE, row -> new ClientId(row.getLong("client_id")), idle.toMillis(), pause.toMillis(), most);
    }

    private static Grant read(Row row) {
        return new Grant(
                new TenantId(row.getLong("tenant_id")),
                new ClientId(row.getLong("client_id")),
                row.getBuffer("tokens"),
                Duration.ofMillis(row.getLong("access_left")),
                row.getLong("version"));
    }
}
