UPDATE gateway.api_keys
   SET used_at = now()
 WHERE api_key_id = $1
   AND (used_at IS NULL OR used_at < now() - interval '1 hour')
