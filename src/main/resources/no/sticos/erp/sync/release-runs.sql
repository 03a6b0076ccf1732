-- $1 runs, $2 epochs
WITH released AS (
    UPDATE gateway.runs r
       SET state = 'QUEUED', not_before = now(), lease_until = NULL, waiting_until = NULL
      FROM unnest($1::bigint[], $2::int[]) AS held (run_id, epoch)
     WHERE r.run_id = held.run_id AND r.epoch = held.epoch AND r.open AND r.state = 'RUNNING'
    RETURNING 1
)
SELECT count(*)::int AS runs, pg_notify('runs', '') FROM released
