-- $1 client, $2 generation, $3 vouchers
SELECT v.voucher_id, v.row_hash
  FROM gateway.vouchers v
 WHERE v.client_id = $1 AND v.voucher_id = ANY ($3::uuid[]) AND v.to_gen IS NULL AND v.from_gen <= $2
UNION ALL
SELECT v.voucher_id, v.row_hash
  FROM gateway.vouchers v
 WHERE v.client_id = $1 AND v.voucher_id = ANY ($3::uuid[]) AND v.to_gen > $2 AND v.from_gen <= $2
