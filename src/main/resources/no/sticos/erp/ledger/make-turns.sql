-- $1 chore. Clients that have books and no turn yet get one.
INSERT INTO gateway.night_turns (client_id, chore)
SELECT b.client_id, $1
  FROM gateway.books b
 WHERE b.current_gen > 0
   AND NOT EXISTS (SELECT FROM gateway.night_turns t WHERE t.client_id = b.client_id AND t.chore = $1)
 LIMIT 1000
ON CONFLICT DO NOTHING
