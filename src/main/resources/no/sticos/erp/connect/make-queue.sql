-- $1 firm, $2 integration, $3 kind, $4 the person's subject
INSERT INTO gateway.connect_queues (tenant_id, integration_id, kind, owner)
VALUES ($1, $2, $3, $4)
ON CONFLICT ON CONSTRAINT connect_queues_one_of_each DO UPDATE SET paused = false
RETURNING queue_id
