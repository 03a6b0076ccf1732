-- $1 client, $2 generation or null for the current one. One that readers have not seen, or see no more, is none.
SELECT g.gen, b.current_gen, g.published_at,
       CASE WHEN g.gen = b.current_gen THEN b.verified_at END AS verified_at,
       CASE WHEN g.gen = b.current_gen THEN b.verdict ELSE g.verdict END AS verdict
  FROM gateway.books b
  JOIN gateway.generations g ON g.client_id = b.client_id AND g.gen = coalesce($2::int, b.current_gen)
 WHERE b.client_id = $1 AND g.gen <= b.current_gen
