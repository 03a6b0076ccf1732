-- What the product refused stays parked: that it is back does not make it take what it could not.
WITH resumed AS (
    UPDATE gateway.subscriptions
    SET parked_at = NULL, failures = 0, next_try_at = now()
    WHERE product = $1 AND failures > 0 AND failure_code IS NULL AND (lease_until IS NULL OR lease_until <= now())
    RETURNING 1
)
SELECT count(*), pg_notify('events', '') FROM resumed
