-- C10: every voucher's date lies in a fiscal year, and every row's account is in that year's chart.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept
WITH strangers AS (
    SELECT v.voucher_id, v.voucher_date, r.account, row_number() OVER (ORDER BY v.voucher_date, v.voucher_id, r.row_no) AS line
      FROM ledger.vouchers_at($1, $3) v
      JOIN ledger.voucher_rows_at($1, $3) r ON r.from_gen = v.from_gen AND r.doc = v.doc
      LEFT JOIN ledger.fiscal_years_at($1, $3) y ON v.voucher_date BETWEEN y.start_date AND y.end_date
      LEFT JOIN ledger.accounts_at($1, $3) a ON a.fiscal_year_id = y.fiscal_year_id AND a.account = r.account
     WHERE a.account IS NULL
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, at_date, account, voucher_id)
    SELECT $1, $2, 'C10', s.line, s.voucher_date, s.account, s.voucher_id FROM strangers s WHERE s.line <= $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked)
SELECT $1, $2, 'C10', 'WARN', CASE WHEN n.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END, n.checked - n.wrong, n.checked
  FROM (SELECT (SELECT count(*) FROM ledger.voucher_rows_at($1, $3)) AS checked,
               (SELECT count(*) FROM strangers) AS wrong, $4::uuid[]) n
