SELECT EXISTS (SELECT FROM gateway.event_streams WHERE client_id = $1)
