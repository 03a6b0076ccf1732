package no.sticos.erp.clients;

import io.reactivex.rxjava3.core.Completable;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import org.jspecify.annotations.Nullable;

/**
 * Writes the trail of who did what: append-only, held so by the database itself.
 *
 * <p>A line belongs to the transaction of what it tells of, so that neither stands without the other. Only
 * what was refused, and therefore has no transaction, gets one of its own.
 */
public final class AuditTrail {
    private static final Sql WRITE = Sql.of(AuditTrail.class, "write-audit-line");

    private AuditTrail() {}

    /** Writes the line in the caller's transaction, which may be the firm's or the gateway's. */
    public static Completable write(Tx tx, AuditLine line) {
        var subject = line.subject();
        return tx.run(
                WRITE,
                line.tenant().value(),
                line.actor().subject(),
                line.actor().name(),
                line.action().id(),
                valueOf(subject.integration()),
                valueOf(subject.client()),
                subject.clientName(),
                line.outcome().name(),
                line.detail(),
                line.reference());
    }

    /** Writes the line in a transaction of its own. */
    public static Completable write(Database database, AuditLine line) {
        return database.forTenant(line.tenant(), tx -> write(tx, line).toSingleDefault(true))
                .ignoreElement();
    }

    private static @Nullable Long valueOf(@Nullable IntegrationId id) {
        return id == null ? null : id.value();
    }

    private static @Nullable Long valueOf(@Nullable ClientId id) {
        return id == null ? null : id.value();
    }
}
