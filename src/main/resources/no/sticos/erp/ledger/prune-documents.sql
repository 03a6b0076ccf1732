-- The next closed versions of documents; those that no generation shows that can be read are removed, and taken out of
-- their seals. $1 client, $2 oldest generation that stays, $3 $4 $5 $6 the last one looked at, $7 most versions
WITH page AS MATERIALIZED (
    SELECT d.ctid AS place, d.to_gen, d.resource, d.from_gen, d.doc
      FROM gateway.documents d
     WHERE d.client_id = $1 AND d.to_gen IS NOT NULL AND d.to_gen <= $2
       AND (d.to_gen, d.resource, d.from_gen, d.doc) > ($3, $4, $5, $6)
     ORDER BY d.to_gen, d.resource, d.from_gen, d.doc
     LIMIT $7
), gone AS (
    DELETE FROM gateway.documents d
     USING page
     WHERE d.ctid = page.place
       AND NOT EXISTS (SELECT FROM gateway.generations g
                        WHERE g.client_id = $1 AND g.gen >= page.from_gen AND g.gen < page.to_gen)
    RETURNING d.resource, d.from_gen, d.doc, d.to_gen, gateway.mark_of(d) AS mark
), less AS (
    SELECT m.gen, m.resource, sum(m.opened)::bigint AS opened, sum(m.opened_sum) AS opened_sum,
           sum(m.closed)::bigint AS closed, sum(m.closed_sum) AS closed_sum
      FROM (SELECT from_gen AS gen, resource, 1 AS opened, mark AS opened_sum, 0 AS closed, 0::numeric AS closed_sum
              FROM gone
            UNION ALL
            SELECT to_gen, resource, 0, 0, 1, gateway.mark_of(from_gen, doc) FROM gone) m
     GROUP BY m.gen, m.resource
), unsealed AS (
    UPDATE gateway.seals s
       SET opened = s.opened - less.opened, opened_sum = s.opened_sum - less.opened_sum,
           closed = s.closed - less.closed, closed_sum = s.closed_sum - less.closed_sum
      FROM less
     WHERE s.client_id = $1 AND s.gen = less.gen AND s.resource = less.resource
)
SELECT page.to_gen, page.resource, page.from_gen, page.doc, (SELECT count(*)::int FROM gone) AS gone
  FROM page
 ORDER BY page.to_gen DESC, page.resource DESC, page.from_gen DESC, page.doc DESC
 LIMIT 1
