package no.sticos.erp.clients;

import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;

/**
 * A firm's connection to one accounting system.
 *
 * @param id ours
 * @param tenant the firm
 * @param system the system's fixed name, {@code visma-eaccounting}
 * @param activeClients clients that a person has switched on
 * @param inactiveClients the others
 */
public record Integration(IntegrationId id, TenantId tenant, String system, int activeClients, int inactiveClients) {}
