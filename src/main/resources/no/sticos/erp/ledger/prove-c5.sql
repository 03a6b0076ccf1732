-- C5: each covered fiscal year opened on classes 1 and 2 with what the year before ended with, and the first one with
-- nothing on the others. Of two years that meet, Visma's one figure is both the former's end and the latter's start,
-- and would prove nothing: what a year opened with is Visma's balance at its end without the year's rows. A difference
-- of exactly last year's result on equity is its transfer, and explained.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept, $6 movements
WITH figures AS MATERIALIZED (
    SELECT b.at_date, b.account, b.balance FROM ledger.account_balances_at($1, $3) b
), dates AS MATERIALIZED (
    SELECT f.at_date, sum(f.balance) FILTER (WHERE NOT ledger.carries_over(f.account)) AS result
      FROM figures f
     GROUP BY f.at_date
), ordered AS (
    SELECT y.fiscal_year_id, y.start_date, y.end_date, lag(y.end_date) OVER (ORDER BY y.start_date) AS end_before
      FROM ledger.fiscal_years_at($1, $3) y
), years AS MATERIALIZED (
    SELECT o.fiscal_year_id, o.start_date, o.end_date, o.end_before, before.result
      FROM ordered o
      JOIN dates own ON own.at_date = o.end_date
      JOIN dates before ON before.at_date = o.end_before
     WHERE o.fiscal_year_id = ANY ($4::uuid[])
), parts AS (
    SELECT y.fiscal_year_id, f.account, f.balance AS opened, 0 AS ended
      FROM years y JOIN figures f ON f.at_date = y.end_date
    UNION ALL
    SELECT y.fiscal_year_id, m.account, m.credit - m.debit, 0
      FROM years y JOIN unnest($6::text::ledger.movement[]) m USING (start_date)
    UNION ALL
    SELECT y.fiscal_year_id, f.account, 0, f.balance
      FROM years y JOIN figures f ON f.at_date = y.end_before
), lines AS MATERIALIZED (
    SELECT y.start_date, p.account, sum(p.opened) AS opened, sum(p.ended) AS ended,
           sum(p.opened) - sum(p.ended) = y.result AND y.result <> 0 AND left(p.account::text, 2) = '20' AS moved
      FROM parts p
      JOIN years y USING (fiscal_year_id)
     WHERE ledger.carries_over(p.account)
     GROUP BY y.start_date, y.result, p.account
    UNION ALL
    SELECT (SELECT min(start_date) FROM ordered), o.account, o.balance, 0, false
      FROM ledger.opening_balances_at($1, $3) o
     WHERE NOT ledger.carries_over(o.account)
), wrong AS (
    SELECT l.*, row_number() OVER (ORDER BY l.start_date DESC, l.account) AS line
      FROM lines l
     WHERE l.opened <> l.ended AND NOT coalesce(l.moved, false)
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, account, expected, found)
    SELECT $1, $2, 'C5', w.line, w.start_date, w.account, w.ended, w.opened FROM wrong w WHERE w.line <= $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, detail)
SELECT $1, $2, 'C5', 'WARN',
       CASE WHEN n.checked = 0 THEN 'NOT_APPLICABLE' WHEN n.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END,
       n.checked - n.wrong, n.checked,
       CASE WHEN n.checked = 0 AND n.dates = 0 THEN 'noBalances' WHEN n.checked = 0 THEN 'firstYear'
            WHEN n.wrong = 0 AND n.moved THEN 'moved' END
  FROM (SELECT (SELECT count(*) FROM lines) AS checked, (SELECT count(*) FROM wrong) AS wrong,
               (SELECT count(*) FROM dates) AS dates,
               (SELECT coalesce(bool_or(moved AND opened <> ended), false) FROM lines) AS moved) n
