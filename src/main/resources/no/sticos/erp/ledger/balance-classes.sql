-- The closing balances of each fiscal year, summed by the accounts' first digit, and how many accounts the proof finds
-- right, wrong and unknown. Of a year without a voucher, and not read whole, no sum is known: it is no zero.
-- $1 client, $2 generation
WITH covered AS (
    SELECT g.coverage FROM gateway.generations g WHERE g.client_id = $1 AND g.gen = $2
), sums AS (
    SELECT p.start_date, left(p.account::text, 1)::int AS digit, sum(p.found) AS closing, count(*)::int AS accounts,
           count(*) FILTER (WHERE p.verdict = 'DEVIATION')::int AS deviating,
           count(*) FILTER (WHERE p.verdict = 'UNKNOWN')::int AS unknown
      FROM ledger.proof_by_account_at($1, $2) p
     GROUP BY p.start_date, left(p.account::text, 1)
)
SELECT y.start_date, y.end_date,
       coalesce('vouchers/' || y.start_date = ANY (covered.coverage), false) AS covered,
       EXISTS (SELECT FROM ledger.vouchers_at($1, $2) v
                WHERE v.voucher_date BETWEEN y.start_date AND y.end_date) AS moved,
       s.digit, s.closing, s.accounts, s.deviating, s.unknown
  FROM ledger.fiscal_years_at($1, $2) y
  LEFT JOIN covered ON true
  LEFT JOIN sums s ON s.start_date = y.start_date
 ORDER BY y.start_date DESC, s.digit
