INSERT INTO gateway.clients
       (tenant_id, integration_id, company_id, name, identity_kind, orgnr, personal_hash, identity_text, connected_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING client_id, tenant_id, integration_id, company_id, name, identity_kind, orgnr, personal_hash, identity_text, active
