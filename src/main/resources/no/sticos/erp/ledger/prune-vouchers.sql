-- The next closed versions of vouchers; those that no generation shows that can be read are removed with their rows,
-- and taken out of their seals. $1 client, $2 oldest generation that stays, $3 $4 $5 the last one looked at, $6 most
WITH page AS MATERIALIZED (
    SELECT v.ctid AS place, v.to_gen, v.from_gen, v.doc
      FROM gateway.vouchers v
     WHERE v.client_id = $1 AND v.to_gen IS NOT NULL AND v.to_gen <= $2
       AND (v.to_gen, v.from_gen, v.doc) > ($3, $4, $5)
     ORDER BY v.to_gen, v.from_gen, v.doc
     LIMIT $6
), gone AS (
    DELETE FROM gateway.vouchers v
     USING page
     WHERE v.ctid = page.place
       AND NOT EXISTS (SELECT FROM gateway.generations g
                        WHERE g.client_id = $1 AND g.gen >= page.from_gen AND g.gen < page.to_gen)
    RETURNING v.from_gen, v.doc, v.to_gen, gateway.mark_of(v) AS mark
), rows_gone AS (
    DELETE FROM gateway.voucher_rows r
     USING (SELECT found.place
              FROM gone
             CROSS JOIN LATERAL (
                   SELECT o.ctid AS place FROM gateway.voucher_rows o
                    WHERE o.client_id = $1 AND o.from_gen = gone.from_gen AND o.doc = gone.doc
                   OFFSET 0) found) old
     WHERE r.ctid = old.place
), less AS (
    SELECT m.gen, sum(m.opened)::bigint AS opened, sum(m.opened_sum) AS opened_sum,
           sum(m.closed)::bigint AS closed, sum(m.closed_sum) AS closed_sum
      FROM (SELECT from_gen AS gen, 1 AS opened, mark AS opened_sum, 0 AS closed, 0::numeric AS closed_sum FROM gone
            UNION ALL
            SELECT to_gen, 0, 0, 1, gateway.mark_of(from_gen, doc) FROM gone) m
     GROUP BY m.gen
), unsealed AS (
    UPDATE gateway.seals s
       SET opened = s.opened - less.opened, opened_sum = s.opened_sum - less.opened_sum,
           closed = s.closed - less.closed, closed_sum = s.closed_sum - less.closed_sum
      FROM less
     WHERE s.client_id = $1 AND s.gen = less.gen AND s.resource = 'vouchers'
)
SELECT page.to_gen, page.from_gen, page.doc, (SELECT count(*)::int FROM gone) AS gone
  FROM page
 ORDER BY page.to_gen DESC, page.from_gen DESC, page.doc DESC
 LIMIT 1
