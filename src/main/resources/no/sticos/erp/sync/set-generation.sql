-- $1 runs, $2 the generation of each
UPDATE gateway.runs r
   SET gen = opened.gen
  FROM unnest($1::bigint[], $2::int[]) AS opened (run_id, gen)
 WHERE r.run_id = opened.run_id
