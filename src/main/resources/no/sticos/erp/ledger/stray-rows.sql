-- Rows without a voucher, among versions after one and up to another.
-- $1 client, $2 $3 after, $4 $5 up to, $6 most
SELECT owned.from_gen, owned.doc
  FROM (SELECT DISTINCT r.from_gen, r.doc
          FROM gateway.voucher_rows r
         WHERE r.client_id = $1 AND (r.from_gen, r.doc) > ($2, $3) AND (r.from_gen, r.doc) <= ($4, $5)) owned
  LEFT JOIN LATERAL (
       SELECT true AS there FROM gateway.vouchers v
        WHERE v.client_id = $1 AND v.from_gen = owned.from_gen AND v.doc = owned.doc
        LIMIT 1) voucher ON true
 WHERE voucher.there IS NULL
 ORDER BY owned.from_gen, owned.doc
 LIMIT $6
