-- What a generation that is being built has touched: anything, and anything that the proof stands on; and how many
-- vouchers it has. $1 client, $2 generation, $3 all resources but vouchers
SELECT v.touched OR d.touched AS anything, v.touched OR d.books AS books,
       (SELECT count(*) FROM gateway.vouchers WHERE client_id = $1 AND to_gen IS NULL) AS vouchers
  FROM (SELECT EXISTS (SELECT FROM gateway.vouchers WHERE client_id = $1 AND from_gen = $2)
            OR EXISTS (SELECT FROM gateway.vouchers WHERE client_id = $1 AND to_gen = $2) AS touched) v,
       (SELECT count(*) > 0 AS touched,
               coalesce(bool_or(t.resource IN ('fiscal_years', 'opening_balances', 'account_balances', 'accounts')), false) AS books
          FROM (SELECT resource FROM gateway.documents WHERE client_id = $1 AND to_gen = $2
                UNION ALL
                SELECT r.resource
                  FROM unnest($3::text[]) AS r (resource)
                 WHERE EXISTS (SELECT FROM gateway.documents d
                                WHERE d.client_id = $1 AND d.resource = r.resource AND d.from_gen = $2)) t) d
