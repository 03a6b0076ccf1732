-- $1 run, $2 DONE, NOTHING or GIVEN_UP
UPDATE gateway.removed_clients c
   SET revoked = $2, revoked_at = now()
  FROM gateway.runs r
 WHERE r.run_id = $1 AND c.removal_id = r.removal_id AND c.client_id = r.client_id
