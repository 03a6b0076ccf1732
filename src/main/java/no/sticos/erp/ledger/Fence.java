package no.sticos.erp.ledger;

import no.sticos.erp.kernel.RunId;

/**
 * A worker's right to write for a run: good until another worker leases the run and raises the epoch.
 *
 * @param run the run
 * @param epoch the epoch of this worker's lease
 */
public record Fence(RunId run, int epoch) {}
