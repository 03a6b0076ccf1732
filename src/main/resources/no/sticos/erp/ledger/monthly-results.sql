-- What each month of a fiscal year brought and cost, by the accounts' first digit: 3 is income, 4 to 7 are costs, 8 is
-- finance, where what was earned counts plus. A month in which nothing was posted has zeros.
-- $1 client, $2 generation, $3 first day of the year
WITH year AS (
    SELECT y.start_date, y.end_date FROM ledger.fiscal_years_at($1, $2) y WHERE y.start_date = $3
), moved AS (
    SELECT date_trunc('month', r.voucher_date::timestamp)::date AS month, left(r.account::text, 1)::int AS digit,
           sum(r.credit) - sum(r.debit) AS earned
      FROM ledger.voucher_rows_at($1, $2) r
     WHERE r.voucher_date BETWEEN (SELECT start_date FROM year) AND (SELECT end_date FROM year)
     GROUP BY 1, 2
)
SELECT m.month::date AS month,
       coalesce(sum(moved.earned) FILTER (WHERE moved.digit = 3), 0) AS income,
       coalesce(-sum(moved.earned) FILTER (WHERE moved.digit BETWEEN 4 AND 7), 0) AS costs,
       coalesce(sum(moved.earned) FILTER (WHERE moved.digit = 8), 0) AS finance
  FROM year
 CROSS JOIN LATERAL generate_series(date_trunc('month', year.start_date::timestamp), year.end_date::timestamp,
                                    interval '1 month') m(month)
  LEFT JOIN moved ON moved.month = m.month::date
 GROUP BY m.month
 ORDER BY m.month
