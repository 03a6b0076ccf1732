-- $1 client. A gap in the voucher numbers that a note explains is no open question any more.
WITH gaps AS (
    SELECT count(*) FILTER (WHERE g.note IS NOT NULL) AS explained,
           min(concat_ws(' ', nullif(g.series, ''), g.from_number::text
               || CASE WHEN g.to_number > g.from_number THEN '–' || g.to_number ELSE '' END))
               FILTER (WHERE g.note IS NULL) AS open
      FROM ledger.number_gaps g
     WHERE g.client_id = $1
)
SELECT p.check_id, p.level,
       CASE WHEN p.check_id = 'C7' AND p.outcome = 'DEVIATES' AND p.passed + g.explained = p.checked THEN 'HOLDS'
            ELSE p.outcome END AS outcome,
       CASE WHEN p.check_id = 'C7' THEN p.passed + g.explained ELSE p.passed END AS passed,
       p.checked, p.amount,
       CASE WHEN p.check_id = 'C7' AND p.checked - p.passed - g.explained = 1 THEN g.open ELSE p.detail END AS detail
  FROM gateway.proof_checks p
  JOIN gateway.books b ON b.client_id = p.client_id AND b.current_gen = p.gen
 CROSS JOIN gaps g
 WHERE p.client_id = $1
 ORDER BY substring(p.check_id FROM '[0-9]+')::int, p.check_id
