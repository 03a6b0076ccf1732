INSERT INTO gateway.audit_lines
       (tenant_id, actor, actor_name, action, integration_id, client_id, client_name, outcome, detail, reference)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
