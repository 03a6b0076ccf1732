-- The first and the last day of a client's fiscal years, as readers see them; no row for a client without books.
-- $1 client, $2 a day
SELECT min(y.start_date) AS first_day, max(y.end_date) AS last_day,
       bool_or($2::date BETWEEN y.start_date AND y.end_date) AS holds
  FROM gateway.books b
 CROSS JOIN LATERAL ledger.fiscal_years_at($1, b.current_gen) y
 WHERE b.client_id = $1
HAVING count(*) > 0
