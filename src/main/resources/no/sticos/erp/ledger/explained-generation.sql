-- $1 client, $2 generation; null = the current one
SELECT g.gen, b.current_gen, g.published_at, g.as_of, g.coverage
  FROM gateway.books b
  JOIN gateway.generations g ON g.client_id = b.client_id AND g.gen = coalesce($2::int, b.current_gen)
 WHERE b.client_id = $1 AND g.gen <= b.current_gen
