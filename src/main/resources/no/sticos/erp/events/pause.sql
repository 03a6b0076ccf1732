-- The raised transfer fences off a relay that is sending right now.
UPDATE gateway.subscriptions
SET paused_at = now(), transfer = transfer + 1, lease_owner = NULL, lease_until = NULL
WHERE client_id = $1 AND product = $2 AND paused_at IS NULL
