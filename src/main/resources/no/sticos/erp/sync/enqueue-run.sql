-- $1 client, $2 tenant, $3 stage, $4 trigger, $5 who asks, $6 the trace of what asks
WITH made AS (
    INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by, trace)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (client_id) WHERE ended_at IS NULL DO NOTHING
    RETURNING 1
), hurried AS (
    -- A person does not wait behind the night's round, nor for a pause after a passing fault. A removal keeps its
    -- time: until then it can be undone.
    UPDATE gateway.runs
       SET trigger = $4, not_before = now(), trace = coalesce($6, trace)
     WHERE client_id = $1 AND ended_at IS NULL AND state = 'QUEUED' AND $4 = 'CLICK' AND stage <> 'REMOVAL'
       AND NOT EXISTS (SELECT FROM made)
)
SELECT EXISTS (SELECT FROM made) AS made, pg_notify('runs', '')
