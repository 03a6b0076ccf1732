-- How many vouchers were gone when the client's newest run was held; no row if it was not. $1 client
SELECT r.cause_args[1]::bigint AS gone
  FROM (SELECT state, cause_args FROM gateway.runs
         WHERE client_id = $1 AND stage <> 'REMOVAL'
         ORDER BY run_id DESC
         LIMIT 1) r
 WHERE r.state = 'HELD'
