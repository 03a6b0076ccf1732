-- Its earlier runs are looked through from the newest on, and end with the first that has opened the resource: whatever
-- the planner takes the tables for, it has no other way.
-- $1 run, $2 epoch, $3 client, $4 resource, $5 the cause that lasts as long as the company's settings
WITH fence AS (
    SELECT r.gen FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.open FOR SHARE
), last AS MATERIALIZED (
    SELECT r.gen, c.next_doc, c.refused, c.refused_args, c.settings_hash
      FROM (SELECT run_id, gen FROM gateway.runs WHERE client_id = $3 AND run_id < $1 ORDER BY run_id DESC) r
     CROSS JOIN LATERAL (SELECT * FROM gateway.checkpoints WHERE run_id = r.run_id AND resource = $4 OFFSET 0) c
     ORDER BY r.run_id DESC
     LIMIT 1
), lasting AS (
    SELECT last.*
      FROM last
     WHERE last.refused = $5
       AND EXISTS (
               SELECT FROM gateway.documents d
                WHERE d.client_id = $3 AND d.resource = 'company_settings' AND d.to_gen IS NULL
                  AND d.row_hash = last.settings_hash)
), made AS (
    INSERT INTO gateway.checkpoints (run_id, client_id, resource, next_doc, refused, refused_args, settings_hash, complete)
    SELECT $1, $3, $4, coalesce(last.next_doc, 0),
           lasting.refused, lasting.refused_args, lasting.settings_hash, lasting.refused IS NOT NULL
      FROM fence
      LEFT JOIN last ON last.gen = fence.gen
      LEFT JOIN lasting ON true
    ON CONFLICT (run_id, resource) DO NOTHING
    RETURNING resource, step, position, documents, expected, isolated, complete, refused, refused_args, began_at
)
SELECT resource, step, position, documents, expected, isolated, complete, refused, refused_args, began_at FROM made
UNION ALL
SELECT c.resource, c.step, c.position, c.documents, c.expected, c.isolated, c.complete, c.refused, c.refused_args, c.began_at
  FROM gateway.checkpoints c, fence
 WHERE c.run_id = $1 AND c.resource = $4
