-- The same form once more makes the key anew as long as nobody has used it: only the last one was seen. No row if it was.
INSERT INTO gateway.api_keys (tenant_id, form, name, scopes, key_hash, hint, made_by, made_by_name, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp() + $9::bigint * interval '1 millisecond')
ON CONFLICT (tenant_id, form, name, scopes) DO UPDATE
   SET key_hash = excluded.key_hash, hint = excluded.hint, expires_at = excluded.expires_at
 WHERE api_keys.used_at IS NULL AND api_keys.revoked_at IS NULL
RETURNING *, (SELECT t.name FROM gateway.tenants t WHERE t.tenant_id = api_keys.tenant_id) AS firm_name,
          true AS works, xmax = 0 AS is_new
