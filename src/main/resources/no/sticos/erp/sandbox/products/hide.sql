DELETE FROM {schema}.shown WHERE client_id = $1
