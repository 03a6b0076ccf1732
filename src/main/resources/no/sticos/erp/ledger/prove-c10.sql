-- C10: every voucher's date lies in a fiscal year, and every row's account is in that year's chart. Held by year and
-- account; only if something is found wanting, its rows are looked up.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept, $6 movements
WITH years AS MATERIALIZED (
    SELECT y.fiscal_year_id, y.start_date, y.end_date FROM ledger.fiscal_years_at($1, $3) y
), used AS MATERIALIZED (
    SELECT m.start_date, y.end_date, m.account, m.rows,
           y.fiscal_year_id IS NULL OR (y.fiscal_year_id, m.account) NOT IN (
               SELECT a.fiscal_year_id, a.account FROM ledger.accounts_at($1, $3) a) AS is_strange
      FROM unnest($6::text::ledger.movement[]) m
      LEFT JOIN years y USING (start_date)
), strange AS MATERIALIZED (
    SELECT u.start_date, u.end_date, u.account FROM used u WHERE u.is_strange
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, at_date, account, voucher_id)
    SELECT $1, $2, 'C10', row_number() OVER (ORDER BY r.voucher_date, v.voucher_id, r.row_no),
           r.voucher_date, r.account, v.voucher_id
      FROM ledger.voucher_rows_at($1, $3) r
      JOIN strange s ON s.account = r.account
                    AND CASE WHEN s.start_date IS NULL
                             THEN NOT EXISTS (SELECT FROM years y WHERE r.voucher_date BETWEEN y.start_date AND y.end_date)
                             ELSE r.voucher_date BETWEEN s.start_date AND s.end_date END
      JOIN gateway.vouchers v ON v.client_id = $1 AND v.from_gen = r.from_gen AND v.doc = r.doc
     WHERE EXISTS (SELECT FROM strange)
     ORDER BY r.voucher_date, v.voucher_id, r.row_no
     LIMIT $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked)
SELECT $1, $2, 'C10', 'WARN', CASE WHEN n.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END, n.checked - n.wrong, n.checked
  FROM (SELECT coalesce(sum(u.rows), 0) AS checked, coalesce(sum(u.rows) FILTER (WHERE u.is_strange), 0) AS wrong,
               $4::uuid[]
          FROM used u) n
