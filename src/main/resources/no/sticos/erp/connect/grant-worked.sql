UPDATE gateway.grants
   SET api_active = true, cause = NULL
 WHERE client_id = $1
   AND state = 'WORKING'
   AND NOT api_active
