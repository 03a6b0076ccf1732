-- $1 client, $2 the run that removes it
DELETE FROM gateway.runs WHERE client_id = $1 AND run_id <> $2
