-- $1 tenant, $2 client, or null for the firm
DELETE FROM gateway.schedules WHERE tenant_id = $1 AND client_id IS NOT DISTINCT FROM $2
