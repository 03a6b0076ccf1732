DELETE FROM {schema}.parts WHERE client_id = $1 AND entity = $2 AND key = ANY ($3::text[])
