-- $1 node, $2 lease in seconds, $3 most runs.
-- A click before a schedule before the bulk, but a run gains a rank for each ten minutes that it has waited; within a
-- rank the firms take turns.
WITH due AS (
    SELECT r.run_id,
           CASE r.trigger WHEN 'CLICK' THEN 0 WHEN 'SCHEDULE' THEN 2 ELSE 4 END
               - floor(extract(epoch FROM now() - r.requested_at) / 600) AS rank,
           row_number() OVER (PARTITION BY r.tenant_id ORDER BY r.trigger, r.run_id) AS turn
      FROM gateway.runs r
     WHERE (r.state = 'QUEUED' AND r.not_before <= now()) OR (r.state = 'RUNNING' AND r.lease_until < now())
), chosen AS (
    SELECT r.run_id
      FROM gateway.runs r
      JOIN due USING (run_id)
     WHERE (r.state = 'QUEUED' AND r.not_before <= now()) OR (r.state = 'RUNNING' AND r.lease_until < now())
     ORDER BY due.rank, due.turn, r.run_id
     LIMIT $3
       FOR UPDATE OF r SKIP LOCKED
)
UPDATE gateway.runs r
   SET state = 'RUNNING',
       epoch = r.epoch + 1,
       node = $1,
       lease_until = now() + make_interval(secs => $2),
       waiting_until = NULL,
       started_at = coalesce(r.started_at, now()),
       cause = NULL,
       cause_args = NULL
  FROM chosen
 WHERE r.run_id = chosen.run_id
RETURNING r.run_id, r.epoch, r.client_id, r.tenant_id, r.stage, coalesce(r.gen, 0) AS gen, r.failures, r.trace
