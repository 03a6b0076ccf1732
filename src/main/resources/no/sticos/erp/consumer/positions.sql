SELECT client_id, stream_epoch, sequence, generation, moved_at FROM {schema}.positions ORDER BY client_id
