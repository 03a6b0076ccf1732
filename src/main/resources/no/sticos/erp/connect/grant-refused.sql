UPDATE gateway.grants
   SET api_active = false, cause = $2
 WHERE client_id = $1
   AND state = 'WORKING'
   AND (api_active OR cause IS DISTINCT FROM $2)
RETURNING tenant_id
