-- Members whose fetch is over, also of a bulk that was stopped meanwhile, and bulks that have reached everybody.
WITH over AS (
    SELECT m.bulk_id, m.client_id, r.state, r.ended_at
      FROM gateway.bulk_members m
      LEFT JOIN LATERAL (
           SELECT r.state, r.ended_at, r.run_id
             FROM gateway.runs r
            WHERE r.client_id = m.client_id AND r.requested_at = m.requested_at
            ORDER BY r.run_id DESC
            LIMIT 1) r ON true
     WHERE m.requested_at IS NOT NULL AND m.ended_at IS NULL
       AND (r.run_id IS NULL OR r.ended_at IS NOT NULL)
), settled AS (
    UPDATE gateway.bulk_members m
       SET ended_at = coalesce(over.ended_at, now()), outcome = coalesce(over.state, 'SKIPPED')
      FROM over
     WHERE m.bulk_id = over.bulk_id AND m.client_id = over.client_id AND m.ended_at IS NULL
    RETURNING m.bulk_id, m.client_id
)
UPDATE gateway.bulks b
   SET ended_at = now()
 WHERE b.ended_at IS NULL
   AND NOT EXISTS (
       SELECT FROM gateway.bulk_members m
        WHERE m.bulk_id = b.bulk_id AND m.requested_at IS NULL AND m.ended_at IS NULL)
   AND NOT EXISTS (
       SELECT FROM gateway.bulk_members m
        WHERE m.bulk_id = b.bulk_id AND m.requested_at IS NOT NULL AND m.ended_at IS NULL
          AND NOT EXISTS (SELECT FROM settled s WHERE s.bulk_id = m.bulk_id AND s.client_id = m.client_id))
