UPDATE gateway.grants
   SET lease_owner = $3, lease_until = clock_timestamp() + $4::bigint * interval '1 millisecond'
 WHERE client_id = $1
   AND version = $2
   AND state = 'WORKING'
   AND (lease_until IS NULL OR lease_until < clock_timestamp())
