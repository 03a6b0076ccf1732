-- $1 integration
DELETE FROM gateway.integrations WHERE integration_id = $1
