SELECT event_id, entity, documents FROM {schema}.pages WHERE client_id = $1 AND page = $2
