SELECT k.*, t.name AS firm_name, true AS works,
       k.used_at IS NULL OR k.used_at < now() - interval '1 hour' AS use_is_news
  FROM gateway.api_keys k
  JOIN gateway.tenants t USING (tenant_id)
 WHERE k.key_hash = $1
   AND k.revoked_at IS NULL
   AND k.expires_at > now()
