UPDATE gateway.api_keys
   SET revoked_at = clock_timestamp(), revoked_by_name = $2
 WHERE api_key_id = $1
   AND revoked_at IS NULL
   AND expires_at > clock_timestamp()
