-- $1 client, $2 generation
UPDATE gateway.generations SET kept_by = NULL, kept_at = NULL WHERE client_id = $1 AND gen = $2
