-- $1 removal
SELECT removal_id, kind, system, integration_id, asked_by, asked_at, starts_at, undone_by, undone_at, ended_at,
       (SELECT count(*)::int FROM gateway.removed_clients c WHERE c.removal_id = m.removal_id) AS clients,
       (SELECT jsonb_object_agg(t.kind, t.rows)::text
          FROM (SELECT e.key AS kind, sum(e.value::bigint) AS rows
                  FROM gateway.removed_clients c, jsonb_each_text(c.removed) e
                 WHERE c.removal_id = m.removal_id
                 GROUP BY e.key) t) AS removed
  FROM gateway.removals m
 WHERE removal_id = $1
