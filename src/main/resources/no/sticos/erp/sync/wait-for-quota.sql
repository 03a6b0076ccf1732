-- $1 client, $2 seconds
UPDATE gateway.runs
   SET waiting_until = now() + make_interval(secs => $2)
 WHERE client_id = $1 AND state = 'RUNNING'
