-- Fetches only: what was removed has its receipt. $1 client, $2 most
SELECT r.started_at, r.requested_by, r.state, r.verdict, r.cause, g.gen,
       coalesce((extract(epoch FROM r.ended_at - r.started_at) * 1000)::bigint, 0) AS millis,
       coalesce((g.counts ->> 'new')::bigint, 0) AS made,
       coalesce((g.counts ->> 'changed')::bigint, 0) AS changed,
       coalesce((g.counts ->> 'deleted')::bigint, 0) AS deleted
  FROM gateway.runs r
  LEFT JOIN gateway.generations g ON g.client_id = r.client_id AND g.run_id = r.run_id
 WHERE r.client_id = $1 AND r.ended_at IS NOT NULL AND r.stage <> 'REMOVAL'
 ORDER BY r.run_id DESC
 LIMIT $2
