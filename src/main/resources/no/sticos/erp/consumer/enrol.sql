INSERT INTO {schema}.positions (client_id) VALUES ($1) ON CONFLICT (client_id) DO NOTHING
