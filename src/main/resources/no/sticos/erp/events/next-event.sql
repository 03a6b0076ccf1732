-- A statement of its own after the claim: the claim may have waited, and would read events as they were before.
-- What comes next: a removal makes everything before it pointless, but of the books' alone not what happened to the client
-- itself; generations come one by one, but a product that
-- has nothing gets the newest one whole; a heartbeat only when no generation waits. What changed in locked periods is
-- never left out, for the newest generation does not tell of it: it comes after its own generation and before the next.
SELECT e.seq, e.kind, e.gen, e.created_at, e.trace, e.cause,
    x.epoch, s.tenant_external_id, s.company_id, s.orgnr, s.name
FROM gateway.events e
    JOIN gateway.event_streams s ON s.client_id = e.client_id
    CROSS JOIN gateway.stream_epoch x
WHERE e.client_id = $1 AND e.seq > $2
    AND (e.kind <> 'generation' OR $3::int <> 0 OR e.seq = (
        SELECT max(g.seq) FROM gateway.events g WHERE g.client_id = $1 AND g.kind = 'generation'))
ORDER BY CASE
        WHEN e.kind = 'removed' THEN 0
        WHEN e.kind IN ('activated', 'deactivated', 'needs_sign_in') AND e.seq < (
            SELECT max(r.seq) FROM gateway.events r WHERE r.client_id = $1 AND r.kind = 'books_removed') THEN 1
        WHEN e.kind = 'books_removed' THEN 2
        WHEN e.kind = 'heartbeat' THEN 4
        ELSE 3
    END,
    CASE WHEN e.kind IN ('removed', 'books_removed', 'heartbeat') THEN -e.seq ELSE e.seq END
LIMIT 1
