-- $1 client, $2 time
SELECT ledger.generation_at($1, $2) AS gen
