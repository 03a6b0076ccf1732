UPDATE gateway.subscriptions
SET failures = failures + 1, failure_code = $6,
    next_try_at = now() + $4::bigint * interval '1 millisecond',
    parked_at = CASE WHEN failures + 1 >= $5::int THEN now() END,
    lease_owner = NULL, lease_until = NULL
WHERE client_id = $1 AND product = $2 AND transfer = $3
RETURNING parked_at IS NOT NULL
