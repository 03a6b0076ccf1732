-- $1 client, $2 generation, $3 who
UPDATE gateway.generations g
   SET kept_by = $3, kept_at = now()
  FROM gateway.books b
 WHERE g.client_id = $1 AND g.gen = $2 AND b.client_id = g.client_id AND g.gen <= b.current_gen
   AND (g.gen >= b.oldest_gen OR g.kept_by IS NOT NULL)
