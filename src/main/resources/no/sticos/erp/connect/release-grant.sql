UPDATE gateway.grants
   SET lease_owner = NULL, lease_until = NULL
 WHERE client_id = $1
   AND lease_owner = $2
