-- Products whose generation is no longer kept cannot be told what differs from it.
UPDATE gateway.subscriptions
SET acked_gen = 0, transfer = transfer + 1, lease_owner = NULL, lease_until = NULL
WHERE client_id = $1 AND acked_gen > 0 AND acked_gen < $2
