-- $1 how many at most, $2 not tried for so many milliseconds
WITH over AS MATERIALIZED (
    SELECT held_id
      FROM gateway.held_consents
     WHERE expires_at < clock_timestamp()
       AND (tried_at IS NULL OR tried_at < clock_timestamp() - $2::bigint * interval '1 millisecond')
     ORDER BY expires_at
     LIMIT $1
       FOR UPDATE SKIP LOCKED)
UPDATE gateway.held_consents h
   SET tried_at = clock_timestamp()
  FROM over
 WHERE h.held_id = over.held_id
RETURNING h.held_id, h.tenant_id, h.tokens
