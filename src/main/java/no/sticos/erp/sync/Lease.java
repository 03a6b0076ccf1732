package no.sticos.erp.sync;

import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.RunId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.Fence;
import no.sticos.erp.ledger.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A run that this node has leased.
 *
 * @param run the run
 * @param epoch raised by each lease; the fence of its writes
 * @param client whose books
 * @param tenant the client's firm
 * @param stage what it sets out to read
 * @param gen the generation it builds
 * @param trace of what asked for it, a W3C {@code traceparent}; null if that was not traced
 * @param clicked whether a person waits for it
 * @param ripe whether it was taken before its turn because it had waited long
 */
record Lease(
        RunId run,
        int epoch,
        ClientId client,
        TenantId tenant,
        Stage stage,
        int gen,
        @Nullable String trace,
        boolean clicked,
        boolean ripe) {
    /** The same run with more to read. */
    Lease widened() {
        return new Lease(run, epoch, client, tenant, Stage.ALL, gen, trace, clicked, ripe);
    }

    /** The same run, building this generation. */
    Lease building(int generation) {
        return new Lease(run, epoch, client, tenant, stage, generation, trace, clicked, ripe);
    }

    Fence fence() {
        return new Fence(run, epoch);
    }

    /** A log line about this run: its ids beside the words, where a machine finds them. */
    LoggingEventBuilder on(LoggingEventBuilder line) {
        return line.addKeyValue("run", run).addKeyValue("client", client).addKeyValue("tenant", tenant);
    }
}
