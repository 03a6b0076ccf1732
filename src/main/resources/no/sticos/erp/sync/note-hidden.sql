-- $1 run, $2 the event that told the products; null if they knew nothing
UPDATE gateway.removed_clients c
   SET hidden_at = now(), event_seq = $2
  FROM gateway.runs r
 WHERE r.run_id = $1 AND c.removal_id = r.removal_id AND c.client_id = r.client_id
