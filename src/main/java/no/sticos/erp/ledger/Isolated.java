package no.sticos.erp.ledger;

import no.sticos.erp.erp.Resource;

/**
 * Where a run has set documents aside.
 *
 * @param resource which
 * @param scope the fiscal year's id or the date; empty if it can be anywhere in the resource
 */
public record Isolated(Resource resource, String scope) {}
