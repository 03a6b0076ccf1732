UPDATE gateway.subscriptions
SET parked_at = NULL, paused_at = NULL, failures = 0, next_try_at = now()
WHERE ($1::bigint IS NULL OR tenant_id = $1) AND client_id = $2 AND product = $3
    AND (parked_at IS NOT NULL OR paused_at IS NOT NULL OR failures > 0)
RETURNING pg_notify('events', '')
