-- Vouchers that an older generation had and a newer one has not, in the order of their versions.
-- $1 client, $2 resource, $3 older, $4 newer, $5 and $6 the last one had
SELECT v.from_gen, v.doc, v.voucher_id::text AS key
  FROM gateway.vouchers v
 WHERE v.client_id = $1 AND $2 = 'vouchers'
   AND v.from_gen <= $3 AND v.to_gen > $3 AND v.to_gen <= $4
   AND (v.from_gen, v.doc) > ($5, $6)
   AND NOT EXISTS (
       SELECT FROM gateway.vouchers later
        WHERE later.client_id = $1 AND later.voucher_id = v.voucher_id
          AND later.from_gen > $3 AND later.from_gen <= $4 AND (later.to_gen IS NULL OR later.to_gen > $4))
 ORDER BY v.from_gen, v.doc
 LIMIT 500
