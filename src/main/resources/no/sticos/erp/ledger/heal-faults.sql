-- $1 client, $2 when the pass began: what it did not find is right again
UPDATE gateway.integrity_faults SET healed_at = now() WHERE client_id = $1 AND healed_at IS NULL AND seen_at < $2
