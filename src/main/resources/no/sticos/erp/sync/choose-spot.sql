-- A random place among a client's vouchers: every voucher that a current, whole year holds is as likely as any other.
-- No row: nothing to check, or a run is under way.
-- $1 client, $2 size of a page
WITH books AS MATERIALIZED (
    SELECT g.gen, g.coverage, g.as_of
      FROM gateway.books b
      JOIN gateway.clients c ON c.client_id = b.client_id AND c.active
      JOIN gateway.generations g ON g.client_id = b.client_id AND g.gen = b.current_gen
     WHERE b.client_id = $1
       AND NOT EXISTS (SELECT FROM gateway.runs r WHERE r.client_id = $1 AND r.ended_at IS NULL)
), years AS MATERIALIZED (
    SELECT y.fiscal_year_id, y.start_date, count(*) AS vouchers
      FROM books
     CROSS JOIN LATERAL ledger.fiscal_years_at($1, books.gen) y
     CROSS JOIN LATERAL ledger.vouchers_at($1, books.gen) v
     WHERE v.voucher_date BETWEEN y.start_date AND y.end_date
       AND 'vouchers/' || y.start_date = ANY (books.coverage)
     GROUP BY y.fiscal_year_id, y.start_date
), placed AS (
    SELECT y.*, sum(y.vouchers) OVER (ORDER BY y.start_date) - y.vouchers AS before FROM years y
), place AS MATERIALIZED (
    SELECT floor(random() * (SELECT sum(vouchers) FROM years)) AS at
)
SELECT books.gen, p.fiscal_year_id::text AS fiscal_year_id, 1 + floor((place.at - p.before) / $2::int)::int AS page,
       coalesce((SELECT max(c.began_at)
                   FROM gateway.runs r
                   JOIN gateway.checkpoints c USING (run_id)
                  WHERE r.client_id = $1 AND r.state IN ('DONE', 'PARTIAL') AND c.resource = 'vouchers' AND c.complete),
                books.as_of) AS as_of
  FROM books, place, placed p
 WHERE place.at >= p.before AND place.at < p.before + p.vouchers
