-- C4: Visma's own balances sum to zero at the end of each covered fiscal year.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept
WITH ends AS (
    SELECT y.start_date, y.end_date, sum(b.balance) AS total
      FROM ledger.fiscal_years_at($1, $3) y
      JOIN ledger.account_balances_at($1, $3) b ON b.at_date = y.end_date
     WHERE y.fiscal_year_id = ANY ($4::uuid[])
     GROUP BY y.start_date, y.end_date
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, at_date, expected, found)
    SELECT $1, $2, 'C4', row_number() OVER (ORDER BY e.start_date), e.start_date, e.end_date, 0, e.total
      FROM ends e
     WHERE e.total <> 0
     LIMIT $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked)
SELECT $1, $2, 'C4', 'WARN',
       CASE WHEN count(*) = 0 THEN 'NOT_APPLICABLE' WHEN bool_and(total = 0) THEN 'HOLDS' ELSE 'DEVIATES' END,
       count(*) FILTER (WHERE total = 0), count(*)
  FROM ends
