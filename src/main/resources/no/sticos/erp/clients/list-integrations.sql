SELECT i.integration_id,
       i.tenant_id,
       i.system,
       (count(c.client_id) FILTER (WHERE c.active))::int AS active,
       (count(c.client_id) FILTER (WHERE NOT c.active))::int AS inactive
  FROM gateway.integrations i
  LEFT JOIN gateway.clients c ON c.tenant_id = i.tenant_id AND c.integration_id = i.integration_id
 WHERE i.tenant_id = $1
   AND ($2::bigint IS NULL OR i.integration_id = $2)
   AND ($3::text IS NULL OR i.system = $3)
 GROUP BY i.integration_id
 ORDER BY i.integration_id
