-- How many vouchers the generation being built has lost of those that readers see, and how many they see; and how many
-- of those lost a person has accepted. $1 client, $2 generation
SELECT (SELECT count(*) FROM gateway.vouchers v
         WHERE v.client_id = $1 AND v.to_gen = $2 AND v.from_gen <= b.current_gen
           AND NOT EXISTS (SELECT FROM gateway.vouchers n
                            WHERE n.client_id = $1 AND n.voucher_id = v.voucher_id AND n.to_gen IS NULL)) AS gone,
       (SELECT count(*) FROM gateway.vouchers v
         WHERE v.client_id = $1 AND v.from_gen <= b.current_gen
           AND (v.to_gen IS NULL OR v.to_gen > b.current_gen)) AS shown,
       coalesce(b.accepted_gone, 0) AS accepted
  FROM gateway.books b
 WHERE b.client_id = $1 AND b.current_gen > 0
