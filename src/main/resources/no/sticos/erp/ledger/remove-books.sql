-- $1 run, $2 epoch, $3 client, $4 most rows
WITH fence AS (
    SELECT FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.open FOR SHARE
)
SELECT removed.kind, removed.rows FROM fence CROSS JOIN LATERAL gateway.remove_books($3, $4) removed
