-- $1 client, $2 chore, $3 turn. Whoever waits goes first; the pass goes on at its next turn.
UPDATE gateway.night_turns
   SET turn_at = now(), node = NULL, lease_until = NULL
 WHERE client_id = $1 AND chore = $2 AND turn = $3
