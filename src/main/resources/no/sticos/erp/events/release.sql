UPDATE gateway.subscriptions SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = $1
