-- $1 client, $2 oldest generation that stays. What is kept beyond it remembers when it was replaced, before the row of
-- its successor, which says it until then, may go.
UPDATE gateway.generations k
   SET replaced_at = (SELECT g.published_at FROM gateway.generations g
                       WHERE g.client_id = $1 AND g.gen > k.gen ORDER BY g.gen LIMIT 1)
 WHERE k.client_id = $1 AND k.gen < $2 AND k.kept_by IS NOT NULL AND k.replaced_at IS NULL
