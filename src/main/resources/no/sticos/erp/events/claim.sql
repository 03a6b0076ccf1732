WITH due AS MATERIALIZED (
    SELECT client_id, product
    FROM gateway.subscriptions
    WHERE product = $1 AND acked_seq < newest_seq AND parked_at IS NULL AND paused_at IS NULL
        AND next_try_at <= now() AND (lease_until IS NULL OR lease_until <= now())
    ORDER BY next_try_at
    LIMIT 1
    FOR UPDATE SKIP LOCKED
)
UPDATE gateway.subscriptions s
SET lease_owner = $2, lease_until = now() + $3::bigint * interval '1 millisecond', transfer = s.transfer + 1
FROM due
WHERE s.client_id = due.client_id AND s.product = due.product
RETURNING s.client_id, s.tenant_id, s.transfer, s.acked_seq, s.acked_gen, s.failures,
    (SELECT p.entities FROM gateway.products p WHERE p.product = s.product) AS entities
