-- $1 run. A document that a list of changes names too is known by its own scope.
SELECT DISTINCT u.resource, u.scope
  FROM gateway.unreadable_documents u
  JOIN gateway.checkpoints c USING (run_id, resource)
 WHERE u.run_id = $1 AND c.isolated > 0
   AND NOT (u.scope = '' AND EXISTS (
       SELECT FROM gateway.unreadable_documents known
        WHERE known.run_id = $1 AND known.resource = u.resource AND known.key = u.key
          AND known.key <> '' AND known.scope <> ''))
