SELECT s.product, s.acked_gen, s.acked_at, s.newest_seq - s.acked_seq AS behind, waiting.since,
    s.failures, s.next_try_at, s.parked_at
FROM gateway.subscriptions s
    LEFT JOIN LATERAL (
        SELECT e.created_at AS since FROM gateway.events e
        WHERE e.client_id = s.client_id AND e.seq > s.acked_seq
        ORDER BY e.seq LIMIT 1
    ) waiting ON true
WHERE s.client_id = $1
ORDER BY s.product
