-- $1 idle for so many milliseconds, $2 not tried for so many, $3 how many at most
WITH idle AS MATERIALIZED (
    SELECT client_id
      FROM gateway.grants
     WHERE state = 'WORKING'
       AND renewed_at < now() - $1::bigint * interval '1 millisecond'
       AND (tried_at IS NULL OR tried_at < now() - $2::bigint * interval '1 millisecond')
     ORDER BY renewed_at
     LIMIT $3
       FOR UPDATE SKIP LOCKED)
UPDATE gateway.grants g
   SET tried_at = now()
  FROM idle
 WHERE g.client_id = idle.client_id
RETURNING g.client_id
