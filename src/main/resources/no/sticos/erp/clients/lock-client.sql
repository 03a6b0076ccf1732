SELECT client_id, tenant_id, integration_id, company_id, name, identity_kind, orgnr, personal_hash, identity_text, active
  FROM gateway.clients
 WHERE client_id = $1
   FOR UPDATE
