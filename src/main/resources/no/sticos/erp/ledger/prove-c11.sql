-- C11: the vouchers in locked periods are as they were. Of a generation that readers see already, what was found when
-- it was published stands.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept
WITH seen AS (
    SELECT coalesce((SELECT b.current_gen FROM gateway.books b WHERE b.client_id = $1), 0) AS gen
), locks AS MATERIALIZED (
    SELECT l.first_day, l.last_day FROM seen CROSS JOIN LATERAL gateway.locks_at($1, seen.gen) l
), found AS (
    SELECT count(*) AS wrong
      FROM seen
     CROSS JOIN LATERAL gateway.changes_in_locked_periods($1, seen.gen, $3) c
     WHERE seen.gen > 0 AND seen.gen < $2
    UNION ALL
    SELECT p.added + p.changed + p.deleted
      FROM seen
      JOIN gateway.period_changes p ON p.client_id = $1 AND p.gen = seen.gen
     WHERE seen.gen = $2
), days AS MATERIALIZED (
    SELECT v.voucher_date, count(*) AS vouchers
      FROM ledger.vouchers_at($1, $3) v
     WHERE EXISTS (SELECT FROM locks)
     GROUP BY v.voucher_date
), held AS (
    SELECT coalesce(sum(d.vouchers), 0)::bigint AS checked
      FROM days d
     WHERE EXISTS (SELECT FROM locks l WHERE d.voucher_date BETWEEN l.first_day AND l.last_day)
), counted AS MATERIALIZED (
    SELECT (SELECT coalesce(sum(wrong), 0)::bigint FROM found) AS wrong, (SELECT checked FROM held) AS checked,
           $4::uuid[], $5::int
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, detail)
SELECT $1, $2, 'C11', 'WARN',
       CASE WHEN n.wrong > 0 THEN 'DEVIATES' WHEN n.checked = 0 THEN 'NOT_APPLICABLE' ELSE 'HOLDS' END,
       greatest(n.checked - n.wrong, 0), greatest(n.checked, n.wrong),
       CASE WHEN n.wrong = 0 AND n.checked = 0 THEN 'noLock' END
  FROM counted n
