-- $1 run, $2 epoch, $3 client, $4 resource
WITH fence AS (
    SELECT r.gen FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.ended_at IS NULL FOR SHARE
), made AS (
    INSERT INTO gateway.checkpoints (run_id, client_id, resource, next_doc)
    SELECT $1, $3, $4, coalesce((
               SELECT max(c.next_doc)
                 FROM gateway.checkpoints c
                 JOIN gateway.runs r USING (run_id)
                WHERE r.client_id = $3 AND r.gen = fence.gen AND c.resource = $4), 0)
      FROM fence
    ON CONFLICT (run_id, resource) DO NOTHING
    RETURNING resource, step, position, documents, expected, isolated, complete, refused, began_at
)
SELECT resource, step, position, documents, expected, isolated, complete, refused, began_at FROM made
UNION ALL
SELECT c.resource, c.step, c.position, c.documents, c.expected, c.isolated, c.complete, c.refused, c.began_at
  FROM gateway.checkpoints c, fence
 WHERE c.run_id = $1 AND c.resource = $4
