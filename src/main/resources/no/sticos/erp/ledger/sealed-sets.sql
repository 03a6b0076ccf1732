-- What the next generation opened and closed, by its seals and by its versions; no row: there is no further one.
-- $1 client, $2 the generation had last
WITH next AS MATERIALIZED (
    SELECT min(known.gen) AS gen
      FROM (SELECT s.gen FROM gateway.seals s WHERE s.client_id = $1 AND s.gen > $2
            UNION ALL
            SELECT g.gen FROM gateway.generations g
              JOIN gateway.books b USING (client_id)
             WHERE g.client_id = $1 AND g.gen > $2 AND g.gen <= b.current_gen) known
), sealed AS (
    SELECT s.* FROM next JOIN gateway.seals s ON s.client_id = $1 AND s.gen = next.gen
), found AS (
    SELECT f.* FROM next CROSS JOIN LATERAL gateway.seals_of($1, next.gen) f WHERE next.gen IS NOT NULL
)
SELECT next.gen, sets.resource, coalesce(sets.broken, false) AS broken
  FROM next
  LEFT JOIN LATERAL (
       SELECT coalesce(s.resource, f.resource) AS resource,
              (coalesce(s.opened, 0), coalesce(s.opened_sum, 0), coalesce(s.closed, 0), coalesce(s.closed_sum, 0))
              IS DISTINCT FROM
              (coalesce(f.opened, 0), coalesce(f.opened_sum, 0), coalesce(f.closed, 0), coalesce(f.closed_sum, 0))
              AS broken
         FROM sealed s
         FULL JOIN found f USING (resource)) sets ON true
 WHERE next.gen IS NOT NULL
