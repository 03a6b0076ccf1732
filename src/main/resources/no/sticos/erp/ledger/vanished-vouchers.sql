-- Vouchers that readers see and that the generation held back has no more, newest first. Amounts are the debit side.
-- $1 client, $2 most
SELECT v.voucher_id, v.voucher_date, v.number, v.voucher_text, count(*) OVER ()::int AS vouchers,
       (SELECT coalesce(sum(r.debit), 0) FROM gateway.voucher_rows r
         WHERE r.client_id = $1 AND r.from_gen = v.from_gen AND r.doc = v.doc) AS amount
  FROM gateway.books b
  JOIN gateway.vouchers v ON v.client_id = b.client_id AND v.to_gen = b.last_gen AND v.from_gen <= b.current_gen
 WHERE b.client_id = $1 AND b.last_gen > b.current_gen
   AND NOT EXISTS (SELECT FROM gateway.vouchers o
                    WHERE o.client_id = $1 AND o.voucher_id = v.voucher_id AND o.to_gen IS NULL)
 ORDER BY v.voucher_date DESC, v.number, v.from_gen, v.doc
 LIMIT $2
