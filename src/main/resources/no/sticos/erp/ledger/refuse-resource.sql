-- $1 run, $2 epoch, $3 resource, $4 the cause's key
WITH fence AS (
    SELECT FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.ended_at IS NULL FOR SHARE
)
UPDATE gateway.checkpoints c
   SET refused = $4, complete = true, step = step + 1
  FROM fence
 WHERE c.run_id = $1 AND c.resource = $3
