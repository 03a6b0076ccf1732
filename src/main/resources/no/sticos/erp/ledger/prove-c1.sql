-- C1: debit equals credit in every voucher, exactly.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept
WITH sums AS MATERIALIZED (
    SELECT r.from_gen, r.doc, sum(r.debit - r.credit) AS difference
      FROM ledger.voucher_rows_at($1, $3) r
     GROUP BY r.from_gen, r.doc
), counted AS MATERIALIZED (
    SELECT count(*) AS checked, count(*) FILTER (WHERE s.difference <> 0) AS wrong, $4::uuid[] FROM sums s
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, at_date, voucher_id, expected, found)
    SELECT $1, $2, 'C1', u.line, u.voucher_date, u.voucher_id, 0, u.difference
      FROM (SELECT v.voucher_id, v.voucher_date, s.difference,
                   row_number() OVER (ORDER BY v.voucher_date, v.voucher_id) AS line
              FROM sums s
              JOIN gateway.vouchers v ON v.client_id = $1 AND v.from_gen = s.from_gen AND v.doc = s.doc
             WHERE s.difference <> 0 AND (SELECT wrong FROM counted) > 0) u
     WHERE u.line <= $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked)
SELECT $1, $2, 'C1', 'ERROR', CASE WHEN c.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END, c.checked - c.wrong, c.checked
  FROM counted c
