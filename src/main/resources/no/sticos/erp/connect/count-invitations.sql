SELECT count(*)
  FROM gateway.invitations
 WHERE tenant_id = $1
   AND made_at > clock_timestamp() - $2::bigint * interval '1 millisecond'
