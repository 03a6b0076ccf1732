-- C10: every voucher's date lies in a fiscal year, and every row's account is in that year's chart. Held per day and
-- account, of which there are few; only what is found wanting is looked up row by row.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept
WITH charts AS MATERIALIZED (
    SELECT y.start_date, y.end_date, a.account
      FROM ledger.fiscal_years_at($1, $3) y
      JOIN ledger.accounts_at($1, $3) a USING (fiscal_year_id)
), used AS MATERIALIZED (
    SELECT r.voucher_date, r.account, count(*) AS times
      FROM ledger.voucher_rows_at($1, $3) r
     GROUP BY r.voucher_date, r.account
), strange AS MATERIALIZED (
    SELECT u.voucher_date, u.account, u.times
      FROM used u
     WHERE NOT EXISTS (SELECT FROM charts c
                        WHERE c.account = u.account AND u.voucher_date BETWEEN c.start_date AND c.end_date)
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, at_date, account, voucher_id)
    SELECT $1, $2, 'C10', row_number() OVER (ORDER BY s.voucher_date, v.voucher_id, r.row_no),
           s.voucher_date, s.account, v.voucher_id
      FROM strange s
      JOIN ledger.voucher_rows_at($1, $3) r ON r.account = s.account AND r.voucher_date = s.voucher_date
      JOIN gateway.vouchers v ON v.client_id = $1 AND v.from_gen = r.from_gen AND v.doc = r.doc
     ORDER BY s.voucher_date, v.voucher_id, r.row_no
     LIMIT $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked)
SELECT $1, $2, 'C10', 'WARN', CASE WHEN n.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END, n.checked - n.wrong, n.checked
  FROM (SELECT (SELECT coalesce(sum(times), 0) FROM used) AS checked,
               (SELECT coalesce(sum(times), 0) FROM strange) AS wrong, $4::uuid[]) n
