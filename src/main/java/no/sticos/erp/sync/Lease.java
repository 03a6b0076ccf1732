package no.sticos.erp.sync;

import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.RunId;
import no.sticos.erp.kernel.TenantId;
import no.sticos.erp.ledger.Fence;
import no.sticos.erp.ledger.Stage;

/**
 * A run that this node has leased.
 *
 * @param run the run
 * @param epoch raised by each lease; the fence of its writes
 * @param client whose books
 * @param tenant the client's firm
 * @param stage what it sets out to read
 * @param gen the generation it builds
 * @param failures how often it was put back before
 */
record Lease(RunId run, int epoch, ClientId client, TenantId tenant, Stage stage, int gen, int failures) {
    Fence fence() {
        return new Fence(run, epoch);
    }
}
