-- C4: within each covered fiscal year Visma's own balances move by nothing in sum: they end in nothing, or in what the
-- year opened with. The latter is usual until last year's result is transferred to equity, and worth a look, no error.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept
WITH figures AS MATERIALIZED (
    SELECT b.at_date, sum(b.balance) AS total,
           coalesce(sum(b.balance) FILTER (WHERE ledger.carries_over(b.account)), 0) AS carried
      FROM ledger.account_balances_at($1, $3) b
     GROUP BY b.at_date
), years AS (
    SELECT y.*, row_number() OVER (ORDER BY y.start_date) = 1 AS is_first
      FROM ledger.fiscal_years_at($1, $3) y
), sums AS (
    SELECT y.start_date, y.end_date, y.is_first, closing.total,
           CASE WHEN y.is_first THEN (SELECT coalesce(sum(o.balance), 0) FROM ledger.opening_balances_at($1, $3) o)
                ELSE opening.carried END AS opened
      FROM years y
      JOIN figures closing ON closing.at_date = y.end_date
      LEFT JOIN figures opening ON opening.at_date = y.start_date - 1
     WHERE y.fiscal_year_id = ANY ($4::uuid[])
), judged AS MATERIALIZED (
    SELECT s.*, CASE WHEN s.total = 0 THEN 'HOLDS' WHEN s.opened IS NULL THEN 'UNKNOWN'
                     WHEN s.total = s.opened THEN 'ACROSS' ELSE 'WITHIN' END AS outcome
      FROM sums s
), worst AS MATERIALIZED (
    SELECT CASE WHEN count(*) = 0 THEN 'NONE'
                WHEN bool_or(outcome = 'WITHIN') THEN 'WITHIN'
                WHEN bool_or(outcome = 'UNKNOWN') THEN 'UNKNOWN'
                WHEN bool_or(outcome = 'ACROSS') THEN 'ACROSS'
                ELSE 'HOLDS' END AS outcome,
           count(*) FILTER (WHERE outcome = 'HOLDS') AS passed, count(*) AS checked,
           bool_or(outcome = 'ACROSS' AND is_first) AS from_the_start
      FROM judged
), wrong AS MATERIALIZED (
    SELECT j.start_date, j.end_date, j.total, CASE WHEN j.outcome = 'WITHIN' THEN j.opened ELSE 0 END AS expected,
           row_number() OVER (ORDER BY j.start_date DESC) AS line
      FROM judged j
      JOIN worst USING (outcome)
     WHERE j.outcome IN ('WITHIN', 'ACROSS')
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, at_date, expected, found)
    SELECT $1, $2, 'C4', w.line, w.start_date, w.end_date, w.expected, w.total FROM wrong w WHERE w.line <= $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, amount, detail)
SELECT $1, $2, 'C4', CASE WHEN w.outcome = 'ACROSS' THEN 'WARN' ELSE 'ERROR' END,
       CASE w.outcome WHEN 'NONE' THEN 'NOT_APPLICABLE' WHEN 'WITHIN' THEN 'DEVIATES' WHEN 'ACROSS' THEN 'DEVIATES'
                      ELSE w.outcome END,
       w.passed, w.checked,
       CASE WHEN w.outcome = 'HOLDS' THEN 0 ELSE (SELECT total - expected FROM wrong WHERE line = 1) END,
       CASE w.outcome WHEN 'NONE' THEN 'noBalances' WHEN 'UNKNOWN' THEN 'noOpening'
                      WHEN 'ACROSS' THEN CASE WHEN w.from_the_start THEN NULL ELSE 'result' END END
  FROM worst w
