-- C3: opening balance plus rows equals Visma's own balance, per account and covered fiscal year.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept
WITH covered AS (
    SELECT y.fiscal_year_id, y.start_date, y.end_date
      FROM ledger.fiscal_years_at($1, $3) y
     WHERE y.fiscal_year_id = ANY ($4::uuid[])
), expected AS (
    SELECT c.start_date, c.end_date, b.account, b.balance
      FROM covered c
      JOIN ledger.account_balances_at($1, $3) b ON b.at_date = c.end_date
), found AS (
    SELECT t.start_date, t.end_date, t.account, t.closing AS balance
      FROM ledger.trial_balance_at($1, $3) t
     WHERE t.fiscal_year_id = ANY ($4::uuid[])
), lines AS (
    SELECT start_date, end_date, account,
           coalesce(e.balance, 0) AS expected, coalesce(f.balance, 0) AS found
      FROM expected e
      FULL JOIN found f USING (start_date, end_date, account)
), wrong AS (
    SELECT l.*, row_number() OVER (ORDER BY abs(l.found - l.expected) DESC, l.start_date, l.account) AS line
      FROM lines l
     WHERE l.found <> l.expected
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, at_date, account, expected, found)
    SELECT $1, $2, 'C3', w.line, w.start_date, w.end_date, w.account, w.expected, w.found FROM wrong w WHERE w.line <= $5
), without_figures AS (
    -- A year for which Visma gave no balances proves nothing.
    SELECT c.start_date FROM covered c WHERE NOT EXISTS (SELECT FROM expected e WHERE e.start_date = c.start_date)
       AND EXISTS (SELECT FROM found f WHERE f.start_date = c.start_date AND f.balance <> 0)
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, detail)
SELECT $1, $2, 'C3', 'ERROR',
       CASE WHEN n.missing IS NOT NULL THEN 'UNKNOWN' WHEN n.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END,
       n.checked - n.wrong, n.checked, n.missing
  FROM (SELECT (SELECT count(*) FROM lines) AS checked, (SELECT count(*) FROM wrong) AS wrong,
               (SELECT to_char(min(start_date), 'YYYY') FROM without_figures) AS missing) n
