-- What the rows amount to, handed to the checks as text. $1 client, $2 generation
SELECT coalesce(array_agg(m), '{}')::text AS movements FROM ledger.movements_at($1, $2) m
