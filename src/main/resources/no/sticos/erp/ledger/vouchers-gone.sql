-- How many vouchers the generation being built has lost of those that readers see, and how many they see; and how many
-- of those lost a person has accepted. $1 client, $2 generation
SELECT count(*) FILTER (WHERE v.to_gen = $2 AND NOT EXISTS (
           SELECT FROM gateway.vouchers n
            WHERE n.client_id = $1 AND n.voucher_id = v.voucher_id AND n.to_gen IS NULL)) AS gone,
       count(*) AS shown,
       (SELECT coalesce(b.accepted_gone, 0) FROM gateway.books b WHERE b.client_id = $1) AS accepted
  FROM gateway.books b
 CROSS JOIN LATERAL (
       SELECT x.voucher_id, x.to_gen FROM gateway.vouchers x
        WHERE x.client_id = $1 AND x.from_gen <= b.current_gen AND (x.to_gen IS NULL OR x.to_gen > b.current_gen)) v
 WHERE b.client_id = $1 AND b.current_gen > 0
