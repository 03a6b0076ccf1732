SELECT integration_id FROM gateway.integrations WHERE integration_id = $1 FOR NO KEY UPDATE
