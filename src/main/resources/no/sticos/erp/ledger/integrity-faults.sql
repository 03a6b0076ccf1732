-- $1 client, $2 most: what is stored and not what was stored, and vouchers that were read again and differ
SELECT f.resource, f.from_gen AS gen, f.doc, f.kind, f.reference, f.found_at, NULL::uuid AS voucher_id
  FROM gateway.integrity_faults f
 WHERE f.client_id = $1 AND f.healed_at IS NULL
UNION ALL
SELECT 'vouchers', d.gen, NULL, d.kind, d.reference, d.found_at, d.voucher_id
  FROM gateway.spot_differences d
  JOIN gateway.books b USING (client_id)
 WHERE d.client_id = $1 AND d.gen = b.current_gen
 ORDER BY found_at DESC, resource, gen, doc
 LIMIT $2
