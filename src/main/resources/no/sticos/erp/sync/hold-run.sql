-- Ends a run whose generation waits for a person. $1 run, $2 epoch, $3 cause, $4 its arguments
UPDATE gateway.runs
   SET state = 'HELD', ended_at = now(), lease_until = NULL, waiting_until = NULL, cause = $3, cause_args = $4
 WHERE run_id = $1 AND epoch = $2 AND open
