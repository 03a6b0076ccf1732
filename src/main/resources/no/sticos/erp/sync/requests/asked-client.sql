-- The client that a product asks about, and the generation: the one named, or the current one. None if it is not, or no
-- longer, to be read. $1 client, $2 generation or null
SELECT c.tenant_id, coalesce(b.current_gen, 0) AS current_gen, g.gen
  FROM gateway.clients c
  LEFT JOIN gateway.books b ON b.client_id = c.client_id
  LEFT JOIN gateway.generations g
    ON g.client_id = c.client_id AND g.gen = coalesce($2::int, b.current_gen) AND g.gen <= b.current_gen
   AND (g.gen >= b.oldest_gen OR g.kept_by IS NOT NULL)
 WHERE c.client_id = $1
