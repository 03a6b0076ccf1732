-- $1 client, $2 generation, $3 how many were checked, $4 vouchers that differ, $5 how, $6 reference
WITH checked AS (
    INSERT INTO gateway.spot_checks (client_id, gen, checked, differing)
    VALUES ($1, $2, $3, cardinality($4::uuid[]))
)
INSERT INTO gateway.spot_differences (client_id, voucher_id, gen, kind, reference)
SELECT $1, u.voucher_id, $2, u.kind, $6 FROM unnest($4::uuid[], $5::text[]) AS u (voucher_id, kind)
ON CONFLICT DO NOTHING
