-- The rows of an account in a fiscal year, newest first, with their vouchers.
-- $1 client, $2 generation, $3 account, $4 first and $5 last day, $6 … $9 the last one had, $10 most
SELECT r.voucher_date, r.from_gen, r.doc, r.row_no, r.debit, r.credit, coalesce(r.row_text, v.voucher_text) AS text,
       v.voucher_id, v.number,
       EXISTS (SELECT FROM gateway.locked_changes c WHERE c.client_id = $1 AND c.voucher_id = v.voucher_id) AS marked
  FROM (SELECT x.*
          FROM ledger.voucher_rows_at($1, $2) x
         WHERE x.account = $3 AND x.voucher_date BETWEEN $4 AND $5
           AND (x.voucher_date, x.from_gen, x.doc, x.row_no) < ($6, $7, $8, $9)
         ORDER BY x.voucher_date DESC, x.from_gen DESC, x.doc DESC, x.row_no DESC
         LIMIT $10) r
 CROSS JOIN LATERAL (
       SELECT o.voucher_id, o.number, o.voucher_text
         FROM gateway.vouchers o
        WHERE o.client_id = $1 AND o.from_gen = r.from_gen AND o.doc = r.doc
        LIMIT 1) v
 ORDER BY r.voucher_date DESC, r.from_gen DESC, r.doc DESC, r.row_no DESC
