-- Everyone gets the newest generation whole; of one product, or of all if $1 is null.
UPDATE gateway.subscriptions s
SET acked_gen = 0, acked_seq = least(s.acked_seq, newest.seq - 1), transfer = s.transfer + 1,
    next_try_at = now(), lease_owner = NULL, lease_until = NULL
FROM (
    SELECT e.client_id, max(e.seq) AS seq
    FROM gateway.events e
    WHERE e.kind = 'generation' AND NOT EXISTS (
        SELECT FROM gateway.events r WHERE r.client_id = e.client_id AND r.kind IN ('books_removed', 'removed') AND r.seq > e.seq)
    GROUP BY e.client_id
) newest
WHERE s.client_id = newest.client_id AND ($1::text IS NULL OR s.product = $1)
