INSERT INTO gateway.tenants AS t (external_id, name)
VALUES ($1, $2)
ON CONFLICT (external_id) DO UPDATE SET name = excluded.name
RETURNING t.tenant_id, t.external_id, t.name
