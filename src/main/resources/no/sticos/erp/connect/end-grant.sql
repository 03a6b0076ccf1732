UPDATE gateway.grants
   SET tokens = NULL,
       access_ends_at = NULL,
       state = 'ENDED',
       cause = $3,
       api_active = false,
       version = version + 1,
       lease_owner = NULL,
       lease_until = NULL,
       ended_at = now()
 WHERE client_id = $1
   AND version = $2
   AND state = 'WORKING'
