UPDATE gateway.subscriptions
SET lease_until = now() + $4::bigint * interval '1 millisecond'
WHERE client_id = $1 AND product = $2 AND transfer = $3
