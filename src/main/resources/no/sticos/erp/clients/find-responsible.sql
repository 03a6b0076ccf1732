SELECT subject FROM gateway.responsible WHERE client_id = $1 AND subject IS NOT NULL
