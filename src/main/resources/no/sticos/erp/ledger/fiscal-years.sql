-- $1 client, $2 generation
SELECT fiscal_year_id, start_date, end_date, coalesce(locked, false) AS locked
  FROM ledger.fiscal_years_at($1, $2)
 ORDER BY start_date DESC
