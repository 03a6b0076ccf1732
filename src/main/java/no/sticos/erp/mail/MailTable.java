package no.sticos.erp.mail;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.vertx.core.buffer.Buffer;
import io.vertx.rxjava3.sqlclient.Row;
import java.time.Duration;
import java.util.UUID;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.TenantId;

/** Owns the rows of {@code gateway.mails}; every span is reckoned by the database's clock. */
final class MailTable {
    private static final Sql POST = Sql.of(MailTable.class, "post-mail");
    private static final Sql TAKE = Sql.of(MailTable.class, "take-mail");
    private static final Sql PUT_OFF = Sql.of(MailTable.class, "put-off-mail");
    private static final Sql REMOVE = Sql.of(MailTable.class, "remove-mail");

    /**
     * A mail that is this node's to send, for the length of a lease.
     *
     * @param id what it is known by, in its {@code Message-ID} too
     * @param to for whom
     * @param letter sealed for this row
     * @param tries how often it was taken, this time included
     * @param over whether its time is over: it is tried once more, and then given up
     */
    record Taken(UUID id, MailAddress to, Buffer letter, int tries, boolean over) {}

    private MailTable() {}

    static Completable post(Tx tx, TenantId tenant, UUID id, MailAddress to, Buffer letter) {
        return tx.run(POST, id, tenant.value(), to.text(), letter);
    }

    /** The mail that has waited longest of those whose time has come and that nobody else has in hand. */
    static Maybe<Taken> take(Tx tx, Duration lease, Duration life) {
        return tx.first(TAKE, MailTable::taken, lease.toMillis(), life.toMillis());
    }

    /** Not again for so long, unless another node has taken it meanwhile. */
    static Single<Integer> putOff(Tx tx, Taken mail, Duration pause) {
        return tx.count(PUT_OFF, mail.id(), mail.tries(), pause.toMillis());
    }

    static Single<Integer> remove(Tx tx, Taken mail) {
        return tx.count(REMOVE, mail.id());
    }

    private static Taken taken(Row row) {
        return new Taken(
                row.getUUID("mail_id"),
                new MailAddress(row.getString("recipient")),
                row.getBuffer("letter"),
                row.getInteger("tries"),
                row.getBoolean("over"));
    }
}
