-- $1 runs, $2 epochs, $3 lease in seconds
UPDATE gateway.runs r
   SET lease_until = now() + make_interval(secs => $3)
  FROM unnest($1::bigint[], $2::int[]) AS held (run_id, epoch)
 WHERE r.run_id = held.run_id AND r.epoch = held.epoch AND r.open AND r.state = 'RUNNING'
RETURNING r.run_id
