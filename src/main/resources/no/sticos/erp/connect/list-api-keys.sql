-- $1 firm, $2 only this one or null, $3 most
SELECT k.*, t.name AS firm_name, k.revoked_at IS NULL AND k.expires_at > now() AS works
  FROM gateway.api_keys k
  JOIN gateway.tenants t USING (tenant_id)
 WHERE k.tenant_id = $1
   AND ($2::bigint IS NULL OR k.api_key_id = $2)
 ORDER BY works DESC, k.api_key_id DESC
 LIMIT $3
