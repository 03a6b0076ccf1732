-- $1 held consent, $2 the person's subject
SELECT held_id, tenant_id, integration_id, queue_id, entry_id, company_id, name, identity_kind, orgnr, personal_hash,
       identity_text, tokens, scopes, client_id,
       greatest(0, extract(epoch FROM access_ends_at - clock_timestamp()) * 1000)::bigint AS access_left
  FROM gateway.held_consents
 WHERE held_id = $1
   AND owner = $2
   AND expires_at > clock_timestamp()
   FOR UPDATE
