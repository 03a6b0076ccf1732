UPDATE gateway.subscriptions
SET acked_seq = $4, acked_gen = $5, acked_at = now(), failures = 0, failure_code = NULL, next_try_at = now(),
    lease_owner = NULL, lease_until = NULL
WHERE client_id = $1 AND product = $2 AND transfer = $3 AND acked_seq < $4
