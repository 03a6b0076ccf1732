WITH resumed AS (
    UPDATE gateway.subscriptions
    SET parked_at = NULL, failures = 0, next_try_at = now()
    WHERE product = $1 AND parked_at IS NOT NULL
    RETURNING 1
)
SELECT count(*), pg_notify('events', '') FROM resumed
