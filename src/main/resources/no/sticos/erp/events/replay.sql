-- Sends again what came after a generation that the product has. $1 client, $2 product, $3 generation; 0 = it has nothing
WITH published AS (
    SELECT e.gen, e.seq FROM gateway.events e
    WHERE e.client_id = $1 AND e.kind = 'generation' AND NOT EXISTS (
        SELECT FROM gateway.events r WHERE r.client_id = $1 AND r.kind IN ('books_removed', 'removed') AND r.seq > e.seq)
), verdict AS (
    SELECT CASE
            WHEN $3 > (SELECT coalesce(max(gen), 0) FROM published) THEN 'AHEAD'
            WHEN $3 > 0 AND $3 < coalesce(b.oldest_gen, 0) THEN 'NOT_KEPT'
            WHEN from_here.seq IS NULL THEN 'NOT_KEPT'
            ELSE 'DONE' END AS outcome,
        from_here.seq
    FROM gateway.subscriptions s
        JOIN gateway.products p ON p.product = s.product AND p.retired_at IS NULL
        LEFT JOIN gateway.books b ON b.client_id = s.client_id
        CROSS JOIN (SELECT max(seq) AS seq FROM published WHERE $3 IN (0, gen)) from_here
    WHERE s.client_id = $1 AND s.product = $2
), moved AS (
    UPDATE gateway.subscriptions s
    SET acked_gen = $3, acked_seq = CASE WHEN $3 = 0 THEN least(s.acked_seq, v.seq - 1) ELSE v.seq END,
        transfer = s.transfer + 1, parked_at = NULL, failures = 0, failure_code = NULL, next_try_at = now(),
        lease_owner = NULL, lease_until = NULL
    FROM verdict v
    WHERE s.client_id = $1 AND s.product = $2 AND v.outcome = 'DONE'
)
SELECT outcome, pg_notify('events', '') FROM verdict
