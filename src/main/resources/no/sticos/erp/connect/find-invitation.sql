-- $1 hash of the token or null, $2 number or null
SELECT i.invitation_id, i.tenant_id, i.integration_id, i.wanted_client, i.recipient, i.invited_by, i.invited_by_name,
       i.expires_at,
       t.name AS firm,
       coalesce(i.wanted_orgnr, c.orgnr) AS orgnr,
       coalesce(c.name, i.name, i.wanted_orgnr) AS name
  FROM gateway.invitations i
  JOIN gateway.tenants t USING (tenant_id)
  LEFT JOIN gateway.clients c ON c.client_id = i.wanted_client
 WHERE (i.token_hash = $1 OR i.invitation_id = $2)
   AND i.used_at IS NULL
   AND i.expires_at > clock_timestamp()
