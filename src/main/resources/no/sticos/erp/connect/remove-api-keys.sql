-- $1 over for so many milliseconds, $2 how many at most
DELETE FROM gateway.api_keys
 WHERE api_key_id IN (
       SELECT api_key_id
         FROM gateway.api_keys
        WHERE least(expires_at, revoked_at) < clock_timestamp() - $1::bigint * interval '1 millisecond'
        ORDER BY least(expires_at, revoked_at)
        LIMIT $2
          FOR UPDATE SKIP LOCKED)
