-- With the settings that it was refused under: what a company does without stays so while they are the same.
-- $1 run, $2 epoch, $3 resource, $4 the cause's key, $5 its arguments
WITH fence AS (
    SELECT FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.open FOR SHARE
)
UPDATE gateway.checkpoints c
   SET refused = $4, refused_args = $5, complete = true, step = step + 1,
       settings_hash = (SELECT d.row_hash FROM gateway.documents d
                         WHERE d.client_id = c.client_id AND d.resource = 'company_settings' AND d.to_gen IS NULL
                         LIMIT 1)
  FROM fence
 WHERE c.run_id = $1 AND c.resource = $3
