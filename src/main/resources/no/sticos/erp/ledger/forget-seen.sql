-- $1 run
DELETE FROM gateway.seen WHERE run_id = $1
