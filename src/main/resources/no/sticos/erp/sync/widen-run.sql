-- $1 run, $2 epoch: it reads everything now.
UPDATE gateway.runs SET stage = 'ALL' WHERE run_id = $1 AND epoch = $2 AND open
