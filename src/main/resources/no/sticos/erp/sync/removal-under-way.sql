-- The same removal asked for twice is one, and what a larger one takes with it need not be asked for.
-- $1 tenant, $2 integration, $3 client or null for all, $4 kind
SELECT m.removal_id
  FROM gateway.removals m
 WHERE m.tenant_id = $1 AND m.integration_id = $2 AND m.undone_at IS NULL AND m.ended_at IS NULL
   AND (m.kind = $4 OR m.kind = 'SYSTEM' OR (m.kind = 'CLIENT' AND $4 = 'FIGURES'))
   AND EXISTS (SELECT FROM gateway.runs q
                WHERE q.removal_id = m.removal_id AND q.ended_at IS NULL AND ($3::bigint IS NULL OR q.client_id = $3))
 ORDER BY m.removal_id DESC
 LIMIT 1
