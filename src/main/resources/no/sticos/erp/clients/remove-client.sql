-- $1 client; its consent goes with it
DELETE FROM gateway.clients WHERE client_id = $1
