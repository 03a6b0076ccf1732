SELECT name, coalesce(active_changed_by, connected_by) AS switched_on_by
  FROM gateway.clients
 WHERE tenant_id = $1
   AND client_id <> $2
   AND active
   AND (orgnr = $3::char(9) OR personal_hash = $4::bytea)
