-- $1 run, $2 epoch, $3 resource
WITH fence AS (
    SELECT FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.ended_at IS NULL FOR SHARE
)
UPDATE gateway.checkpoints c
   SET step = step + 1, position = '', documents = 0, expected = 0, isolated = 0, complete = false, refused = NULL
  FROM fence
 WHERE c.run_id = $1 AND c.resource = $3
RETURNING c.resource, c.step, c.position, c.documents, c.expected, c.isolated, c.complete, c.refused,
          c.refused_args, c.began_at
