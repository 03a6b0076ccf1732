-- The turn of the client that has waited longest, if it is night and something is due.
-- $1 chore, $2 node, $3 lease and $4 pause between two passes in milliseconds, $5 first hour of the night, $6 the hour
-- in which it is over; the same hour twice: always
WITH clock AS (
    SELECT extract(hour FROM now() AT TIME ZONE 'Europe/Oslo')::int AS hour
), next AS MATERIALIZED (
    SELECT t.client_id
      FROM gateway.night_turns t
      JOIN gateway.books b USING (client_id), clock
     WHERE t.chore = $1 AND b.current_gen > 0
       AND (t.lease_until IS NULL OR t.lease_until < now())
       AND (t.began_at IS NOT NULL OR t.ended_at IS NULL
            OR t.ended_at < now() - $4::bigint * interval '1 millisecond')
       AND CASE WHEN $5::int = $6::int THEN true
                WHEN $5 < $6 THEN hour >= $5 AND hour < $6
                ELSE hour >= $5 OR hour < $6 END
     ORDER BY t.turn_at
     LIMIT 1
       FOR UPDATE OF t SKIP LOCKED
)
UPDATE gateway.night_turns t
   SET turn = t.turn + 1, turn_at = now(), node = $2,
       lease_until = now() + $3::bigint * interval '1 millisecond', began_at = coalesce(t.began_at, now())
  FROM next
 WHERE t.client_id = next.client_id AND t.chore = $1
RETURNING t.client_id, t.turn, t.position
