SELECT tenant_id,
       client_id,
       tokens,
       coalesce(extract(epoch FROM access_ends_at - clock_timestamp()) * 1000, 0)::bigint AS access_left,
       version
  FROM gateway.grants
 WHERE client_id = $1
