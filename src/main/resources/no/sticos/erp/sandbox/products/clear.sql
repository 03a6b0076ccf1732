DELETE FROM {schema}.parts WHERE client_id = $1
