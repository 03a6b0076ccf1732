-- $1 client, $2 chore, $3 turn, $4 position, $5 how much more was seen, $6 lease in milliseconds
UPDATE gateway.night_turns
   SET position = $4, seen = seen + $5, lease_until = now() + $6::bigint * interval '1 millisecond'
 WHERE client_id = $1 AND chore = $2 AND turn = $3
