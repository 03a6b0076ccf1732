-- $1 clients. An unpublished number is taken over: its open versions are found by hash, so that work goes on.
INSERT INTO gateway.books AS b (client_id, last_gen)
SELECT client_id, 1
  FROM unnest($1::bigint[]) AS c (client_id)
 ORDER BY client_id
ON CONFLICT (client_id) DO UPDATE
   SET last_gen = CASE WHEN b.last_gen > b.current_gen THEN b.last_gen ELSE b.last_gen + 1 END
RETURNING client_id, last_gen
