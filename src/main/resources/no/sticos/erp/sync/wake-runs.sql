-- Before a claim: runs whose pause is over are in line again, at most so many at once; and a run that has gone down
-- with one node after the other, and came no further in between, is given up lest it takes all of them. A removal is
-- never given up. A row for each that is, and one at least. $1 most takeovers, $2 cause, $3 its argument,
-- $4 the reference by which it is asked about
WITH woken AS (
    UPDATE gateway.runs
       SET paused = false
     WHERE run_id = ANY (ARRAY(
           SELECT r.run_id
             FROM gateway.runs r
            WHERE r.state = 'QUEUED' AND r.paused AND r.not_before <= now()
            ORDER BY r.not_before
            LIMIT 100
              FOR UPDATE SKIP LOCKED))
), ended AS (
    UPDATE gateway.runs
       SET state = 'FAILED', epoch = epoch + 1, ended_at = now(), lease_until = NULL, waiting_until = NULL,
           cause = $2, cause_args = ARRAY[$3], reference = $4
     WHERE run_id = ANY (ARRAY(
           SELECT r.run_id
             FROM gateway.runs r
            WHERE r.state = 'RUNNING' AND r.lease_until < now() AND r.takeovers >= $1 AND r.stage <> 'REMOVAL'
              AND gateway.documents_read(r.run_id) <= r.furthest
            ORDER BY r.lease_until
            LIMIT 100
              FOR UPDATE SKIP LOCKED))
    RETURNING run_id, client_id, tenant_id, reference
)
SELECT ended.run_id, ended.client_id, ended.tenant_id, ended.reference
  -- A claim that was planned while the table was small would read it from end to end when it is large.
  FROM (SELECT set_config('enable_seqscan', 'off', true)) AS planned
  LEFT JOIN ended ON true
