-- $1 run, $2 table, $3 rows
UPDATE gateway.removed_clients c
   SET removed = c.removed || jsonb_build_object($2::text, coalesce((c.removed ->> $2)::bigint, 0) + $3::bigint)
  FROM gateway.runs r
 WHERE r.run_id = $1 AND c.removal_id = r.removal_id AND c.client_id = r.client_id
