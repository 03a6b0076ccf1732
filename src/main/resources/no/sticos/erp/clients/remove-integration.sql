-- $1 integration. One that got a client in the meantime stays with it.
DELETE FROM gateway.integrations i
 WHERE i.integration_id = $1 AND NOT EXISTS (SELECT FROM gateway.clients c WHERE c.integration_id = $1)
