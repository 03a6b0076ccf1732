package no.sticos.erp.clients;

import no.sticos.erp.kernel.TenantId;

/**
 * An accounting firm.
 *
 * @param id ours
 * @param externalId the firm's id in the sign-in's claim
 * @param name as the sign-in last gave it
 */
public record Tenant(TenantId id, String externalId, String name) {}
