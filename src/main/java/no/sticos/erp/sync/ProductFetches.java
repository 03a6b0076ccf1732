package no.sticos.erp.sync;

import io.reactivex.rxjava3.core.Single;
import no.sticos.erp.clients.Client;
import no.sticos.erp.clients.Clients;
import no.sticos.erp.db.Database;
import no.sticos.erp.db.Sql;
import no.sticos.erp.db.Tx;
import no.sticos.erp.events.Product;
import no.sticos.erp.kernel.Cause;
import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.Fault;
import no.sticos.erp.kernel.TenantId;

/**
 * «Fetch this client now», asked by a product: what has changed is read, as a schedule would have it, behind what
 * people wait for; and a client at most once a minute, whoever asks.
 */
public final class ProductFetches {
    private static final Sql LATELY = Sql.of(ProductFetches.class, "asked-lately");

    private final Database database;
    private final Clients clients;
    private final RunTable runs;

    /** Does nothing yet. */
    public ProductFetches(Database database, Clients clients, RunTable runs) {
        this.database = database;
        this.clients = clients;
        this.runs = runs;
    }

    /** What came of asking. */
    public enum Outcome {
        /** A run was made. */
        ASKED,
        /** One was under way, or waits. */
        JOINED,
        /** One was asked for within the last minute, and is over. */
        TOO_SOON
    }

    /**
     * Asks. Fails with {@code NOT_FOUND}, with {@code CLIENT_OFF} for a client that is switched off, and as {@link
     * Removals#refuseWhile}.
     */
    public Single<Outcome> ask(TenantId tenant, ClientId client, Product product) {
        return clients.find(tenant, client)
                .flatMap(known ->
                        known.active() ? Single.just(known) : Single.error(Fault.of(Cause.CLIENT_OFF, known.name())))
                .flatMap(known -> database.forTenant(tenant, tx -> ask(tx, known, product)));
    }

    private Single<Outcome> ask(Tx tx, Client client, Product product) {
        return Removals.refuseWhile(tx, client, true)
                .andThen(tx.first(
                        LATELY, row -> row.getBoolean("lately"), client.id().value()))
                .toSingle()
                .flatMap(lately -> lately ? Single.just(Outcome.TOO_SOON) : made(tx, client, product));
    }

    private Single<Outcome> made(Tx tx, Client client, Product product) {
        return runs.enqueue(tx, client.tenant(), client.id(), Trigger.SCHEDULE, product.id())
                .map(made -> made ? Outcome.ASKED : Outcome.JOINED);
    }
}
