-- The company's own lock date through the published generations, where it moved; newest first.
-- $1 client, $2 most
SELECT moved.gen, g.published_at, moved.before, moved.after
  FROM (SELECT d.from_gen AS gen, d.locked_to AS after,
               lag(d.locked_to) OVER (ORDER BY d.from_gen) AS before,
               row_number() OVER (ORDER BY d.from_gen) = 1 AS is_first
          FROM (SELECT v.from_gen, left(v.body ->> 'AccountingLockedTo', 10)::date AS locked_to
                  FROM gateway.books b
                  JOIN gateway.documents v ON v.client_id = b.client_id AND v.from_gen <= b.current_gen
                 WHERE b.client_id = $1 AND v.resource = 'company_settings'
                   AND (v.to_gen IS NULL OR v.to_gen > v.from_gen)) d) moved
  LEFT JOIN gateway.generations g ON g.client_id = $1 AND g.gen = moved.gen
 WHERE moved.before IS DISTINCT FROM moved.after OR (moved.is_first AND moved.after IS NOT NULL)
 ORDER BY moved.gen DESC
 LIMIT $2
