-- $1 client. An unpublished number is taken over: its open versions are found by hash, so that work goes on.
INSERT INTO gateway.books AS b (client_id, last_gen)
VALUES ($1, 1)
ON CONFLICT (client_id) DO UPDATE
   SET last_gen = CASE WHEN b.last_gen > b.current_gen THEN b.last_gen ELSE b.last_gen + 1 END
RETURNING last_gen
