-- $1 client, $2 generation, $3 run, $4 stage, $5 coverage, $6 as of, $7 result, $8 verdict, $9 reason, $10 counts, $11 gaps
WITH moved AS (
    UPDATE gateway.books
       SET current_gen = $2, published_at = now(), verified_at = now(), verdict = $8, accepted_gone = NULL
     WHERE client_id = $1 AND current_gen < $2
    RETURNING 1
)
INSERT INTO gateway.generations (client_id, gen, run_id, stage, coverage, as_of, result, verdict, reason, counts,
                                 gaps)
SELECT $1, $2, $3, $4, $5::text[], $6, $7, $8, $9, $10::text::jsonb,
       $11::text::jsonb
  FROM moved
