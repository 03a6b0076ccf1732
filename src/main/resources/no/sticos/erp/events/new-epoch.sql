UPDATE gateway.stream_epoch SET epoch = gen_random_uuid() RETURNING epoch
