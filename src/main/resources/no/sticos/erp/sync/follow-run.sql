-- $1 run, $2 stage. What a person or a schedule asked for goes on: the same fetch, as old as its first stage, and in the
-- turn that it has; but the rest of a client's books comes after what other clients need first.
WITH followed AS (
    INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, requested_at, trace, turn)
    SELECT client_id, tenant_id, $2, trigger, requested_by, requested_at, trace,
           CASE WHEN $2 = 'REST' THEN 0 ELSE turn END
      FROM gateway.runs
     WHERE run_id = $1
    ON CONFLICT (client_id) WHERE ended_at IS NULL DO NOTHING
    RETURNING 1
)
SELECT count(*) AS made, pg_notify('runs', '') FROM followed
