-- $1 run, $2 epoch. Waits for nobody and holds nobody up.
SELECT r.client_id, r.tenant_id, r.gen, r.stage
  FROM gateway.runs r
 WHERE r.run_id = $1 AND r.epoch = $2 AND r.open
