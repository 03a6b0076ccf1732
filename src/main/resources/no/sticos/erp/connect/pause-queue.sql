-- $1 queue, $2 the person's subject
UPDATE gateway.connect_queues SET paused = true WHERE queue_id = $1 AND owner = $2
