SELECT is_past, begin_message, pages
FROM {schema}.transfers
WHERE client_id = $1 AND stream_epoch = $2 AND transfer = $3 AND generation = $4
