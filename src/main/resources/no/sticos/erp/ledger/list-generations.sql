-- $1 client, $2 most, newest first
SELECT gen, published_at, replaced_at, as_of, result, verdict, kept_by, kept_at
  FROM ledger.generations
 WHERE client_id = $1
 ORDER BY gen DESC
 LIMIT $2
