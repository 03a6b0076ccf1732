-- $1 run, $2 epoch, $3 client, $4 resource, $5 the cause that lasts as long as the company's settings
WITH fence AS (
    SELECT r.gen FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.ended_at IS NULL FOR SHARE
), last AS (
    SELECT c.refused, c.refused_args, c.settings_hash
      FROM gateway.runs r
      JOIN gateway.checkpoints c USING (run_id)
     WHERE r.client_id = $3 AND r.run_id < $1 AND c.resource = $4
     ORDER BY r.run_id DESC
     LIMIT 1
), lasting AS (
    SELECT last.*
      FROM last
      JOIN gateway.documents d ON d.row_hash = last.settings_hash
     WHERE last.refused = $5
       AND d.client_id = $3 AND d.resource = 'company_settings' AND d.to_gen IS NULL
), made AS (
    INSERT INTO gateway.checkpoints (run_id, client_id, resource, next_doc, refused, refused_args, settings_hash, complete)
    SELECT $1, $3, $4, coalesce((
               SELECT max(c.next_doc)
                 FROM gateway.checkpoints c
                 JOIN gateway.runs r USING (run_id)
                WHERE r.client_id = $3 AND r.gen = fence.gen AND c.resource = $4), 0),
           lasting.refused, lasting.refused_args, lasting.settings_hash, lasting.refused IS NOT NULL
      FROM fence
      LEFT JOIN lasting ON true
    ON CONFLICT (run_id, resource) DO NOTHING
    RETURNING resource, step, position, documents, expected, isolated, complete, refused, refused_args, began_at
)
SELECT resource, step, position, documents, expected, isolated, complete, refused, refused_args, began_at FROM made
UNION ALL
SELECT c.resource, c.step, c.position, c.documents, c.expected, c.isolated, c.complete, c.refused, c.refused_args, c.began_at
  FROM gateway.checkpoints c, fence
 WHERE c.run_id = $1 AND c.resource = $4
