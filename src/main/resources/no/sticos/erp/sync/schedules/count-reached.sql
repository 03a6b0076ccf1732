-- $1 tenant, or null for all: whom a bulk would reach
SELECT count(*)::int AS clients
  FROM gateway.clients c
  JOIN gateway.grants g USING (client_id)
 WHERE c.active AND g.state = 'WORKING' AND g.api_active AND ($1::bigint IS NULL OR c.tenant_id = $1)
