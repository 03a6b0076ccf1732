-- $1 client
SELECT given_by, given_at, renewed_at, scopes
  FROM gateway.grants
 WHERE client_id = $1
