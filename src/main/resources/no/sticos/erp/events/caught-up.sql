SELECT NOT EXISTS (SELECT FROM gateway.subscriptions WHERE client_id = $1 AND acked_seq < newest_seq)
