-- $1 client, $2 generation
SELECT p.from_gen, p.found_at, p.locked_before, p.locked_after, p.reopened, p.added, p.changed, p.deleted
  FROM gateway.period_changes p
 WHERE p.client_id = $1 AND p.gen = $2
