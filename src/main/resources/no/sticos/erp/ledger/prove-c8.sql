-- C8: as many vouchers are stored in the fiscal years read now as Visma says there are. Of a voucher that was set aside
-- an earlier version may be stored or not: both are right. One dated outside all years came in some year's list: in a
-- reading of all years it counts, in one of some it may be what is lacking.
-- $1 client, $2 generation shown, $3 generation read, $4 fiscal years read now, $5 run, $6 whether the books moved
WITH told AS (
    SELECT coalesce(sum(c.expected), 0)::bigint AS vouchers, coalesce(sum(c.isolated), 0)::bigint AS isolated
      FROM gateway.checkpoints c
     WHERE c.run_id = $5 AND c.resource = 'vouchers' AND c.refused IS NULL
), years AS MATERIALIZED (
    SELECT y.start_date, y.end_date, y.fiscal_year_id = ANY ($4::uuid[]) AS read_now
      FROM ledger.fiscal_years_at($1, $3) y
), counted AS (
    SELECT coalesce(sum(d.vouchers) FILTER (WHERE y.read_now), 0)::bigint AS vouchers,
           coalesce(sum(d.vouchers) FILTER (WHERE y.start_date IS NULL), 0)::bigint AS outside,
           (SELECT bool_and(read_now) FROM years) AS all_read
      FROM (SELECT v.voucher_date, count(*) AS vouchers FROM ledger.vouchers_at($1, $3) v GROUP BY v.voucher_date) d
      LEFT JOIN years y ON d.voucher_date BETWEEN y.start_date AND y.end_date
), stored AS MATERIALIZED (
    SELECT c.vouchers + CASE WHEN c.all_read THEN c.outside
                             ELSE least(c.outside, greatest(told.vouchers - c.vouchers, 0)) END AS vouchers
      FROM counted c, told
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, expected, found)
    SELECT $1, $2, 'C8', 1, told.vouchers, stored.vouchers FROM told, stored
     WHERE stored.vouchers NOT BETWEEN told.vouchers - told.isolated AND told.vouchers AND NOT $6
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, detail)
SELECT $1, $2, 'C8', 'ERROR',
       CASE WHEN stored.vouchers BETWEEN told.vouchers - told.isolated AND told.vouchers THEN 'HOLDS'
            WHEN $6 THEN 'UNKNOWN' ELSE 'DEVIATES' END,
       stored.vouchers, told.vouchers, CASE WHEN told.vouchers <> stored.vouchers AND $6 THEN 'drift' END
  FROM told, stored
