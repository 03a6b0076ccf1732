-- Ends whatever runs for the clients, and queues their removal in its place, to start when it can no longer be undone.
-- $1 tenant, $2 integration, $3 client or null for all, $4 kind, $5 system, $6 who asks, $7 seconds to undo
WITH target AS MATERIALIZED (
    SELECT c.client_id, c.name, c.orgnr
      FROM gateway.clients c
     WHERE c.tenant_id = $1 AND c.integration_id = $2 AND ($3::bigint IS NULL OR c.client_id = $3)
     ORDER BY c.client_id
       FOR UPDATE
), removal AS (
    -- Without clients there is nothing to wait for.
    INSERT INTO gateway.removals (tenant_id, integration_id, kind, system, asked_by, starts_at, ended_at)
    VALUES ($1, $2, $4, $5, $6, now() + make_interval(secs => $7),
            CASE WHEN NOT EXISTS (SELECT FROM target) THEN now() END)
    RETURNING removal_id, starts_at, ended_at
), ended AS (
    UPDATE gateway.runs r
       SET state = 'FAILED', epoch = r.epoch + 1, ended_at = now(), lease_until = NULL, waiting_until = NULL
      FROM target
     WHERE r.client_id = target.client_id AND r.ended_at IS NULL
    RETURNING 1
), listed AS (
    INSERT INTO gateway.removed_clients (removal_id, client_id, tenant_id, name, orgnr, revoked)
    SELECT removal.removal_id, target.client_id, $1, target.name, target.orgnr,
           CASE WHEN $4 = 'FIGURES' THEN 'KEPT' ELSE 'PENDING' END
      FROM removal, target
), queued AS (
    INSERT INTO gateway.runs (client_id, tenant_id, stage, removal_id, trigger, requested_by, not_before)
    SELECT target.client_id, $1, 'REMOVAL', removal.removal_id, 'CLICK', $6, removal.starts_at
      FROM removal, target,
           -- Read so that the old runs leave the unique index before the new ones enter it.
           (SELECT count(*) FROM ended) AS ended_first
)
SELECT removal_id, ended_at IS NOT NULL AS ended FROM removal
