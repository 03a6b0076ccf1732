-- C2: each row has one side, not negative, with two decimals at most. The sums tell how many rows are odd; only if some
-- are, they are looked up.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept, $6 movements
WITH sums AS MATERIALIZED (
    SELECT coalesce(sum(m.rows), 0)::bigint AS checked, coalesce(sum(m.odd), 0)::bigint AS wrong, $4::uuid[]
      FROM unnest($6::text::ledger.movement[]) m
), odd AS (
    SELECT r.from_gen, r.doc, r.account, r.debit, r.credit, row_number() OVER (ORDER BY r.from_gen, r.doc, r.row_no) AS line
      FROM ledger.voucher_rows_at($1, $3) r
     WHERE ledger.is_odd(r.debit, r.credit)
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, at_date, account, voucher_id, expected, found)
    SELECT $1, $2, 'C2', o.line, v.voucher_date, o.account, v.voucher_id, o.debit, o.credit
      FROM odd o
      JOIN gateway.vouchers v ON v.client_id = $1 AND v.from_gen = o.from_gen AND v.doc = o.doc
     WHERE o.line <= $5 AND (SELECT wrong FROM sums) > 0
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked)
SELECT $1, $2, 'C2', 'WARN', CASE WHEN s.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END, s.checked - s.wrong, s.checked
  FROM sums s
