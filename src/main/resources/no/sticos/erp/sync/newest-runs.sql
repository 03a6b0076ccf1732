-- Fetches only: what was removed has its receipt. $1 client, $2 most, $3 only older than this run or null, $4 of how many days or null
SELECT r.run_id, r.started_at, r.state, r.verdict, r.cause, r.cause_args, r.reference, g.gen,
       CASE WHEN r.trigger <> 'SCHEDULE' OR r.requested_by <> 'schedule' THEN r.requested_by END AS requested_by,
       coalesce((extract(epoch FROM r.ended_at - r.started_at) * 1000)::bigint, 0) AS millis,
       coalesce((g.counts ->> 'new')::bigint, 0) AS made,
       coalesce((g.counts ->> 'changed')::bigint, 0) AS changed,
       coalesce((g.counts ->> 'deleted')::bigint, 0) AS deleted
  FROM gateway.runs r
  LEFT JOIN gateway.generations g ON g.client_id = r.client_id AND g.run_id = r.run_id
 WHERE r.client_id = $1 AND r.ended_at IS NOT NULL AND r.stage <> 'REMOVAL'
   AND ($3::bigint IS NULL OR r.run_id < $3)
   AND ($4::int IS NULL OR r.ended_at > now() - make_interval(days => $4))
 ORDER BY r.run_id DESC
 LIMIT $2
