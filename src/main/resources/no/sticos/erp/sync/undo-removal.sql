-- $1 tenant, $2 removal, $3 who. A row with a client for each that is free again; none if it was too late.
WITH undone AS (
    UPDATE gateway.removals
       SET undone_at = now(), undone_by = $3, ended_at = now()
     WHERE tenant_id = $1 AND removal_id = $2 AND undone_at IS NULL AND starts_at > now()
    RETURNING removal_id, integration_id
), freed AS (
    DELETE FROM gateway.runs r USING undone
     WHERE r.removal_id = undone.removal_id AND r.ended_at IS NULL
    RETURNING r.client_id
)
SELECT undone.integration_id, freed.client_id, coalesce(c.active, false) AS active
  FROM undone
  LEFT JOIN freed ON true
  LEFT JOIN gateway.clients c ON c.client_id = freed.client_id
