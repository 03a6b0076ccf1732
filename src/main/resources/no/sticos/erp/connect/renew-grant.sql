UPDATE gateway.grants
   SET tokens = $3,
       access_ends_at = clock_timestamp() + $4::bigint * interval '1 millisecond',
       scopes = CASE WHEN cardinality($5::text[]) = 0 THEN scopes ELSE $5 END,
       version = version + 1,
       lease_owner = NULL,
       lease_until = NULL,
       renewed_at = now()
 WHERE client_id = $1
   AND version = $2
   AND state = 'WORKING'
