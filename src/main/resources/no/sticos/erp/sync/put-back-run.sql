-- $1 run, $2 epoch, $3 pause in seconds, $4 cause, $5 its arguments
UPDATE gateway.runs
   SET state = 'QUEUED', not_before = now() + make_interval(secs => $3),
       lease_until = NULL, waiting_until = NULL, cause = $4, cause_args = $5
 WHERE run_id = $1 AND epoch = $2 AND open
