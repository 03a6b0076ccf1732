SELECT b.current_gen, b.verdict, g.stage, g.coverage, g.gaps::text AS gaps
  FROM gateway.books b
  LEFT JOIN gateway.generations g ON g.client_id = b.client_id AND g.gen = b.current_gen
 WHERE b.client_id = $1
