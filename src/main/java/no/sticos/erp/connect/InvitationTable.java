package no.sticos.erp.connect;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import no.sticos.erp.clients.Person;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.Secret;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/** Owns the rows of {@code gateway.invitations}; every span is reckoned by the database's clock. */
final class InvitationTable {
    private static final Sql LOCK = Sql.of(InvitationTable.class, "lock-inviting");
    private static final Sql MADE = Sql.of(InvitationTable.class, "count-invitations");
    private static final Sql JUST = Sql.of(InvitationTable.class, "invited-just-now");
    private static final Sql END = Sql.of(InvitationTable.class, "end-invitations");
    private static final Sql MAKE = Sql.of(InvitationTable.class, "make-invitation");
    private static final Sql FIND = Sql.of(InvitationTable.class, "find-invitation");
    private static final Sql OPEN = Sql.of(InvitationTable.class, "open-invitation");
    private static final Sql USE = Sql.of(InvitationTable.class, "use-invitation");
    private static final Sql REMOVE = Sql.of(InvitationTable.class, "remove-invitations");

    private InvitationTable() {}

    /** Nobody else makes one in this system until the transaction ends; empty if there is no such system. */
    static Maybe<Boolean> lock(Tx tx, IntegrationId integration) {
        return tx.first(LOCK, row -> true, integration.value());
    }

    /** How many the firm has made within this span. */
    static Single<Long> made(Tx tx, TenantId tenant, Duration span) {
        return tx.first(MADE, row -> row.getLong(0), tenant.value(), span.toMillis())
                .toSingle();
    }

    /** Whether the same was sent to the same address within this span. */
    static Single<Boolean> justNow(Tx tx, Invitation.Wanted wanted, MailAddress to, Duration span) {
        return tx.first(
                        JUST,
                        row -> true,
                        client(wanted),
                        wanted.orgnr(),
                        integration(wanted),
                        to.text(),
                        span.toMillis())
                .defaultIfEmpty(false);
    }

    /** Those for the same company that can be used can be used no more. */
    static Completable end(Tx tx, Invitation.Wanted wanted) {
        return tx.run(END, client(wanted), wanted.orgnr(), integration(wanted));
    }

    /** Gives its number. */
    static Single<Long> make(
            Tx tx,
            TenantId tenant,
            Person by,
            Invitation.Wanted wanted,
            @Nullable String name,
            MailAddress to,
            Secret token,
            Duration life) {
        var client = client(wanted);
        return tx.first(
                        MAKE,
                        row -> row.getLong(0),
                        tenant.value(),
                        integration(wanted),
                        client,
                        client == null ? wanted.orgnr() : null,
                        name,
                        RandomKey.hash(token),
                        to.text(),
                        by.subject(),
                        by.name(),
                        life.toMillis())
                .toSingle();
    }

    /** The one with this token or this number, if it can be used. */
    static Maybe<Invitation> find(Tx tx, @Nullable Secret token, @Nullable Long id) {
        return tx.first(FIND, InvitationTable::read, token == null ? null : RandomKey.hash(token), id);
    }

    /** The one for this company that can be used. */
    static Maybe<Invitation> open(Tx tx, Invitation.Wanted wanted) {
        return tx.first(OPEN, row -> row.getLong(0), client(wanted), wanted.orgnr(), integration(wanted))
                .flatMap(id -> find(tx, null, id));
    }

    /** Uses it up; false if it was, or its time is over. */
    static Single<Boolean> use(Tx tx, long id) {
        return tx.count(USE, id).map(rows -> rows > 0);
    }

    /** Removes those whose time has been over for so long. */
    static Single<Integer> remove(Tx tx, Duration since, int most) {
        return tx.count(REMOVE, since.toMillis(), most);
    }

    private static @Nullable Long client(Invitation.Wanted wanted) {
        var client = wanted.client();
        return client == null ? null : client.value();
    }

    private static long integration(Invitation.Wanted wanted) {
        return wanted.integration().value();
    }

    private static Invitation read(Row row) {
        var client = row.getLong("wanted_client");
        return new Invitation(
                row.getLong("invitation_id"),
                new TenantId(row.getLong("tenant_id")),
                row.getString("firm"),
                new Invitation.Wanted(
                        new IntegrationId(row.getLong("integration_id")),
                        client == null ? null : new ClientId(client),
                        row.getString("orgnr")),
                row.getString("name"),
                row.getString("recipient"),
                new Person(row.getString("invited_by"), row.getString("invited_by_name")),
                row.getOffsetDateTime("expires_at").toInstant());
    }
}
