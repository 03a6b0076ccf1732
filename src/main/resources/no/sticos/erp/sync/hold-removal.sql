-- $1 run, $2 epoch. Locks the removal, so that of two clients that end at once the second sees the first.
WITH removal AS (
    SELECT m.removal_id, m.kind, m.integration_id, m.tenant_id
      FROM gateway.runs r
      JOIN gateway.removals m USING (removal_id)
     WHERE r.run_id = $1 AND r.epoch = $2 AND r.open
       FOR NO KEY UPDATE
)
SELECT kind, integration_id FROM removal
