-- Back to just before the newest generation, which is then sent whole. The raised transfer fences off a relay that
-- is sending right now. A client whose last word is its removal has nothing to send again.
UPDATE gateway.subscriptions s
SET acked_gen = 0, acked_seq = least(s.acked_seq, newest.seq - 1), transfer = s.transfer + 1,
    next_try_at = now() + $4::bigint * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
FROM (
    SELECT max(e.seq) AS seq
    FROM gateway.events e
    WHERE e.client_id = $1 AND e.kind = 'generation' AND NOT EXISTS (
        SELECT FROM gateway.events r WHERE r.client_id = $1 AND r.kind IN ('books_removed', 'removed') AND r.seq > e.seq)
) newest
WHERE s.client_id = $1 AND s.product = $2 AND newest.seq IS NOT NULL
    AND ($3::bigint IS NULL OR s.transfer = $3)
