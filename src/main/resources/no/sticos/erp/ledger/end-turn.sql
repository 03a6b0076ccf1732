-- $1 client, $2 chore, $3 turn. The pass is over; gives when it began.
UPDATE gateway.night_turns t
   SET position = '', began_at = NULL, ended_at = now(), last_seen = t.seen, seen = 0, node = NULL, lease_until = NULL
  FROM gateway.night_turns was
 WHERE t.client_id = $1 AND t.chore = $2 AND t.turn = $3
   AND was.client_id = t.client_id AND was.chore = t.chore
RETURNING was.began_at
