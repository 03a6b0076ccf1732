-- $1 node, $2 lease in seconds, $3 most runs, $4 most of them because they are ripe
-- Each part reads its index from the beginning and stops when there is enough: the length of the queue is no matter.
WITH lost AS MATERIALIZED (
    -- What a lost node had under way goes before what nobody has begun.
    SELECT r.run_id
      FROM gateway.runs r
     WHERE r.state = 'RUNNING' AND r.lease_until < now()
       AND (r.takeovers = 0 OR gateway.documents_read(r.run_id) > r.furthest)
     ORDER BY r.lease_until
     LIMIT $3
       FOR UPDATE SKIP LOCKED
), suspect AS MATERIALIZED (
    -- One that went down with two nodes where it was may have been the cause: a node has one of them at a time, so that
    -- those that were only near it come through.
    SELECT r.run_id
      FROM gateway.runs r
     WHERE r.state = 'RUNNING' AND r.lease_until < now() AND r.takeovers > 0
       AND r.run_id <> ALL (ARRAY(SELECT lost.run_id FROM lost))
       AND NOT EXISTS (SELECT FROM gateway.runs s
                        WHERE s.node = $1 AND s.state = 'RUNNING' AND s.takeovers > 1 AND s.lease_until >= now())
     ORDER BY r.lease_until
     LIMIT least(1, $3 - (SELECT count(*) FROM lost))
       FOR UPDATE SKIP LOCKED
), ripe AS MATERIALIZED (
    SELECT r.run_id
      FROM gateway.runs r
     WHERE r.state = 'QUEUED' AND NOT r.paused AND r.trigger <> 'CLICK' AND r.ripe_at <= now()
     ORDER BY r.ripe_at
     LIMIT least($4, $3 - (SELECT count(*) FROM lost) - (SELECT count(*) FROM suspect))
       FOR UPDATE SKIP LOCKED
), ready AS MATERIALIZED (
    SELECT r.run_id
      FROM gateway.runs r
     WHERE r.state = 'QUEUED' AND NOT r.paused AND r.run_id <> ALL (ARRAY(SELECT ripe.run_id FROM ripe))
     ORDER BY r.band, r.turn, r.run_id
     LIMIT $3 - (SELECT count(*) FROM lost) - (SELECT count(*) FROM suspect) - (SELECT count(*) FROM ripe)
       FOR UPDATE SKIP LOCKED
)
UPDATE gateway.runs r
   SET state = 'RUNNING',
       epoch = r.epoch + 1,
       node = $1,
       lease_until = now() + make_interval(secs => $2),
       waiting_until = NULL,
       started_at = coalesce(r.started_at, now()),
       cause = NULL,
       cause_args = NULL,
       -- What was running was lost.
       takeovers = CASE WHEN r.state = 'QUEUED' THEN r.takeovers
                        WHEN gateway.documents_read(r.run_id) > r.furthest THEN 1
                        ELSE r.takeovers + 1 END,
       furthest = CASE WHEN r.state = 'QUEUED' THEN r.furthest
                       ELSE greatest(r.furthest, gateway.documents_read(r.run_id)) END
 WHERE r.run_id = ANY (ARRAY(SELECT run_id FROM lost UNION ALL SELECT run_id FROM suspect
                            UNION ALL SELECT run_id FROM ripe UNION ALL SELECT run_id FROM ready))
RETURNING r.run_id, r.epoch, r.client_id, r.tenant_id, r.stage, coalesce(r.gen, 0) AS gen, r.trace,
          r.trigger = 'CLICK' AS clicked, r.run_id = ANY (ARRAY(SELECT run_id FROM ripe)) AS ripe
