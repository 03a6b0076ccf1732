-- The removal that waits or runs for a client, or for the system that it is in. $1 integration, $2 client
SELECT m.kind, m.system, m.starts_at, m.starts_at <= now() AS started
  FROM gateway.removals m
 WHERE m.integration_id = $1 AND m.undone_at IS NULL AND m.ended_at IS NULL
   AND (m.kind = 'SYSTEM'
        OR EXISTS (SELECT FROM gateway.runs r
                    WHERE r.removal_id = m.removal_id AND r.client_id = $2 AND r.ended_at IS NULL))
 ORDER BY m.removal_id DESC
 LIMIT 1
