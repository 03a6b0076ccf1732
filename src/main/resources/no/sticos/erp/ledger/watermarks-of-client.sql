-- $1 client
SELECT resource, since, stampless, several FROM gateway.watermarks WHERE client_id = $1
