package no.sticos.erp.clients;

import no.sticos.erp.kernel.IntegrationId;
import no.sticos.erp.kernel.TenantId;

/**
 * A company that a person has just consented to connect.
 *
 * @param tenant the firm
 * @param integration where it is connected
 * @param companyId the accounting system's own id of the company
 * @param name as given
 * @param identity as read from what was given
 */
public record ConnectedCompany(
        TenantId tenant, IntegrationId integration, String companyId, String name, ClientIdentity identity) {}
