-- $1 client, $2 generation
WITH checks AS (DELETE FROM gateway.proof_checks WHERE client_id = $1 AND gen = $2),
     numbers AS (DELETE FROM gateway.number_series WHERE client_id = $1 AND gen = $2)
DELETE FROM gateway.deviations WHERE client_id = $1 AND gen = $2
