UPDATE gateway.clients
   SET active = $2, active_changed_by = $3, active_changed_at = now()
 WHERE client_id = $1
RETURNING client_id, tenant_id, integration_id, company_id, name, identity_kind, orgnr, personal_hash, identity_text, active
