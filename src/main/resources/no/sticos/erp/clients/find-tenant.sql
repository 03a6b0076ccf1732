-- $1 the firm's id in the sign-in
SELECT tenant_id, external_id, name FROM gateway.tenants WHERE external_id = $1
