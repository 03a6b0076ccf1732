-- $1 client. What a run has begun to read stays what it is: its checkpoints tell how far that has come.
UPDATE gateway.runs
   SET stage = 'ALL'
 WHERE client_id = $1 AND ended_at IS NULL AND state = 'QUEUED' AND stage = 'CHANGES' AND gen IS NULL
