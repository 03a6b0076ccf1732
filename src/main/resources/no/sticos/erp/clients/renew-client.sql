UPDATE gateway.clients
   SET name = $2, identity_kind = $3, orgnr = $4, personal_hash = $5, identity_text = $6
 WHERE client_id = $1
RETURNING client_id, tenant_id, integration_id, company_id, name, identity_kind, orgnr, personal_hash, identity_text, active
