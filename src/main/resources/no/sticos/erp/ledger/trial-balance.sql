-- One fiscal year's accounts, ours beside Visma's own balances, with what the proof says of each. Where Visma gave
-- balances, an account that it does not name is zero there; where it gave none, nothing is known.
-- $1 client, $2 generation, $3 first day of the year, $4 part of the name (LIKE, escaped), $5 start of the number (LIKE),
-- $6 only accounts that differ, $7 most lines
WITH year AS (
    SELECT y.fiscal_year_id, y.start_date, y.end_date FROM ledger.fiscal_years_at($1, $2) y WHERE y.start_date = $3
), proved AS MATERIALIZED (
    SELECT p.account, p.found, p.expected, p.verdict
      FROM ledger.proof_by_account_at($1, $2) p
     WHERE p.start_date = $3
), moved AS (
    SELECT r.account, sum(r.debit) AS debit, sum(r.credit) AS credit
      FROM ledger.voucher_rows_at($1, $2) r
     WHERE r.voucher_date BETWEEN (SELECT start_date FROM year) AND (SELECT end_date FROM year)
     GROUP BY r.account
), named AS (
    SELECT a.account, min(a.name) AS name
      FROM ledger.accounts_at($1, $2) a
     WHERE a.fiscal_year_id IN (SELECT fiscal_year_id FROM year)
     GROUP BY a.account
), lines AS (
    SELECT p.account, n.name, p.found - coalesce(m.debit, 0) + coalesce(m.credit, 0) AS opening,
           coalesce(m.debit, 0) AS debit, coalesce(m.credit, 0) AS credit, p.found AS closing,
           CASE WHEN bool_or(p.expected IS NOT NULL) OVER () THEN coalesce(p.expected, 0) END AS visma, p.verdict
      FROM proved p
      LEFT JOIN moved m USING (account)
      LEFT JOIN named n USING (account)
)
SELECT l.*
  FROM lines l
 WHERE ($4::text = '' OR lower(l.name COLLATE "nb-NO-x-icu") LIKE lower($4::text COLLATE "nb-NO-x-icu")
        OR ($5::text <> '' AND l.account::text LIKE $5))
   AND (NOT $6 OR l.verdict = 'DEVIATION')
 ORDER BY l.account
 LIMIT $7
