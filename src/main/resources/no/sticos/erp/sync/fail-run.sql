-- $1 run, $2 epoch, $3 cause, $4 its arguments, $5 reference
UPDATE gateway.runs
   SET state = 'FAILED', ended_at = now(), lease_until = NULL, waiting_until = NULL,
       cause = $3, cause_args = $4, reference = $5
 WHERE run_id = $1 AND epoch = $2 AND open
