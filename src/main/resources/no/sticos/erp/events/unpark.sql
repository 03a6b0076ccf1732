UPDATE gateway.subscriptions
SET parked_at = NULL, failures = 0, next_try_at = now()
WHERE tenant_id = $1 AND client_id = $2 AND product = $3 AND parked_at IS NOT NULL
RETURNING pg_notify('events', '')
