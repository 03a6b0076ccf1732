-- Two who ask at the same moment ask one after the other. $1 tenant, $2 integration, $3 client or null for all
SELECT c.client_id
  FROM gateway.clients c
 WHERE c.tenant_id = $1 AND c.integration_id = $2 AND ($3::bigint IS NULL OR c.client_id = $3)
 ORDER BY c.client_id
   FOR UPDATE
