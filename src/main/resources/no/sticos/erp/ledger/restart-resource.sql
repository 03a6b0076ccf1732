-- A new pass: nothing is seen yet. $1 run, $2 epoch, $3 resource; null for all that can be read
WITH fence AS (
    SELECT FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.open FOR SHARE
), forgotten AS (
    DELETE FROM gateway.seen s USING fence WHERE s.run_id = $1 AND ($3::text IS NULL OR s.resource = $3)
)
UPDATE gateway.checkpoints c
   SET step = step + 1, position = '', documents = 0, expected = 0, isolated = 0, complete = false, began_at = NULL,
       passes = passes + 1, first_step = step + 1, pass_changed = 0, moved = false, shifting = false, stampless = 0
  FROM fence
 WHERE c.run_id = $1 AND ($3::text IS NULL OR c.resource = $3) AND c.refused IS NULL
RETURNING c.resource, c.step, c.position, c.documents, c.expected, c.isolated, c.complete, c.refused,
          c.refused_args, c.began_at
