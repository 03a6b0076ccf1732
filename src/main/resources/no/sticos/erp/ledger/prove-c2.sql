-- C2: each row has one side, not negative, with two decimals at most.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept
WITH odd AS (
    SELECT r.from_gen, r.doc, r.account, r.debit, r.credit, row_number() OVER (ORDER BY r.from_gen, r.doc, r.row_no) AS line
      FROM ledger.voucher_rows_at($1, $3) r
     WHERE (r.debit <> 0 AND r.credit <> 0) OR r.debit < 0 OR r.credit < 0
        OR r.debit <> round(r.debit, 2) OR r.credit <> round(r.credit, 2)
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, at_date, account, voucher_id, expected, found)
    SELECT $1, $2, 'C2', o.line, v.voucher_date, o.account, v.voucher_id, o.debit, o.credit
      FROM odd o
      JOIN gateway.vouchers v ON v.client_id = $1 AND v.from_gen = o.from_gen AND v.doc = o.doc
     WHERE o.line <= $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked)
SELECT $1, $2, 'C2', 'WARN', CASE WHEN n.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END, n.checked - n.wrong, n.checked
  FROM (SELECT (SELECT count(*) FROM ledger.voucher_rows_at($1, $3)) AS checked,
               (SELECT count(*) FROM odd) AS wrong, $4::uuid[]) n
