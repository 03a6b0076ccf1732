package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Maybe;
import io.vertx.rxjava3.sqlclient.Row;
import no.sticos.erp.clients.Client;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.Fault;

/** A removal under way that takes a client or something of it, and the fault that tells of it. */
record Leaving(Removal.Kind kind, Fault fault) {
    private static final Sql OF_CLIENT = Sql.of(Leaving.class, "removal-of-client");

    /** The client's own, or its system's; empty while it stays. */
    static Maybe<Leaving> of(Tx tx, Client client) {
        return tx.first(
                OF_CLIENT,
                row -> read(row, client),
                client.integration().value(),
                client.id().value());
    }

    private static Leaving read(Row row, Client client) {
        var kind = Removal.Kind.valueOf(row.getString("kind"));
        var name = kind == Removal.Kind.SYSTEM ? row.getString("system") : client.name();
        var start = row.getOffsetDateTime("starts_at").toInstant().toString();
        return new Leaving(
                kind,
                row.getBoolean("started")
                        ? Fault.of(Cause.REMOVAL_RUNNING, name)
                        : Fault.of(Cause.REMOVAL_WAITING, name, start));
    }
}
