SELECT s.product, s.acked_gen, s.acked_at, s.newest_seq - s.acked_seq AS behind,
    waiting.generations, waiting.since,
    s.failures, s.failure_code, s.next_try_at, s.parked_at, s.paused_at
FROM gateway.subscriptions s
    JOIN gateway.products p ON p.product = s.product AND p.retired_at IS NULL
    LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE e.kind = 'generation') AS generations, min(e.created_at) AS since
        FROM gateway.events e
        WHERE e.client_id = s.client_id AND e.seq > s.acked_seq
    ) waiting ON true
WHERE s.client_id = $1
ORDER BY s.product
