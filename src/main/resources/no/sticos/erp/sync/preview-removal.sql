-- What would go. $1 tenant, $2 integration, $3 clients or null for all
SELECT c.kind, sum(c.rows)::bigint AS rows
  FROM gateway.clients t
 CROSS JOIN LATERAL gateway.count_books(t.client_id) c
 WHERE t.tenant_id = $1 AND t.integration_id = $2 AND ($3::bigint[] IS NULL OR t.client_id = ANY ($3))
 GROUP BY c.kind
