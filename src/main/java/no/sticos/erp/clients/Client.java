package no.sticos.erp.clients;

import no.sticos.erp.kernel.ClientId;
import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;

/**
 * One company in a firm's integration.
 *
 * @param id ours, stable for as long as the client exists
 * @param tenant the firm
 * @param integration where it was connected
 * @param companyId the accounting system's own id of the company
 * @param name as the accounting system last gave it
 * @param identity orgnr, a hidden personal number, or none
 * @param active whether a person has switched it on
 */
public record Client(
        ClientId id,
        TenantId tenant,
        IntegrationId integration,
        String companyId,
        String name,
        ClientIdentity identity,
        boolean active) {}
