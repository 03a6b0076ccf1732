-- C3: opening balance plus rows equals Visma's own balance, per account and covered fiscal year. What Visma gave no
-- balances for is neither right nor wrong (see ledger.proof_by_account_of).
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept, $6 movements
WITH lines AS MATERIALIZED (
    SELECT p.start_date, p.end_date, p.account, coalesce(p.expected, 0) AS expected, p.found, p.difference, p.verdict
      FROM ledger.proof_by_account_of($1, $3, $4::uuid[], $6::text::ledger.movement[]) p
     WHERE p.fiscal_year_id = ANY ($4::uuid[])
), wrong AS (
    SELECT l.*, row_number() OVER (ORDER BY abs(l.difference) DESC, l.start_date, l.account) AS line
      FROM lines l
     WHERE l.verdict = 'DEVIATION'
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, at_date, account, expected, found)
    SELECT $1, $2, 'C3', w.line, w.start_date, w.end_date, w.account, w.expected, w.found FROM wrong w WHERE w.line <= $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, detail)
SELECT $1, $2, 'C3', 'ERROR',
       CASE WHEN n.wrong > 0 THEN 'DEVIATES' WHEN n.missing IS NOT NULL THEN 'UNKNOWN' ELSE 'HOLDS' END,
       n.equal, n.equal + n.wrong, CASE WHEN n.wrong = 0 THEN n.missing END
  FROM (SELECT count(*) FILTER (WHERE verdict = 'OK') AS equal, count(*) FILTER (WHERE verdict = 'DEVIATION') AS wrong,
               to_char(min(start_date) FILTER (WHERE verdict = 'UNKNOWN'), 'YYYY') AS missing
          FROM lines) n
