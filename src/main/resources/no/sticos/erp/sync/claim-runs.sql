-- $1 node, $2 lease in seconds, $3 most runs
WITH chosen AS (
    SELECT r.run_id
      FROM gateway.runs r
      JOIN gateway.run_queue q USING (run_id)
     -- Asked once more, because another node may have claimed it since the queue was put in order.
     WHERE (r.state = 'QUEUED' AND r.not_before <= now()) OR (r.state = 'RUNNING' AND r.lease_until < now())
     ORDER BY q.place
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
RETURNING r.run_id, r.epoch, r.client_id, r.tenant_id, r.stage, coalesce(r.gen, 0) AS gen, r.trace
