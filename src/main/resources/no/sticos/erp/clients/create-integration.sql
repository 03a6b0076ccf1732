INSERT INTO gateway.integrations (tenant_id, system, created_by)
VALUES ($1, $2, $3)
ON CONFLICT ON CONSTRAINT integrations_one_per_system DO NOTHING
