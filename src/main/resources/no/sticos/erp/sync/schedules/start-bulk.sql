-- $1 tenant, or null for all, $2 who, $3 whether everything is read. Nothing is made while there is an open one.
WITH chosen AS MATERIALIZED (
    SELECT c.client_id, c.tenant_id
      FROM gateway.clients c
      JOIN gateway.grants g USING (client_id)
     WHERE c.active AND g.state = 'WORKING' AND g.api_active AND ($1::bigint IS NULL OR c.tenant_id = $1)
), made AS (
    INSERT INTO gateway.bulks (tenant_id, asked_by, whole)
    VALUES ($1, $2, $3)
    ON CONFLICT (tenant_id) WHERE ended_at IS NULL DO NOTHING
    RETURNING bulk_id
)
INSERT INTO gateway.bulk_members (bulk_id, client_id, tenant_id)
SELECT made.bulk_id, chosen.client_id, chosen.tenant_id FROM made, chosen
