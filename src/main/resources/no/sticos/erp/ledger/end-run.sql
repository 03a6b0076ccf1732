-- $1 run, $2 epoch, $3 state, $4 verdict, $5 cause, $6 its arguments
UPDATE gateway.runs
   SET state = $3, verdict = $4, cause = $5, cause_args = $6, ended_at = now(), lease_until = NULL, waiting_until = NULL
 WHERE run_id = $1 AND epoch = $2 AND open
