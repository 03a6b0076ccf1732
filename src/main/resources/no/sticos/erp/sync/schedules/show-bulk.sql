-- $1 tenant, or null for the one over all firms. The newest bulk and how far it has come; $2 over how many seconds its
-- pace is measured.
SELECT b.bulk_id, b.asked_by, b.asked_at, b.whole, b.paused_by, b.paused_at, b.stopped_by, b.ended_at,
       m.members, m.fetched, m.failed, m.skipped, m.under_way, m.lately,
       extract(epoch FROM least(make_interval(secs => $2),
           coalesce(b.paused_at, now()) - coalesce(b.resumed_at, b.asked_at)))::float AS measured
  FROM (SELECT *
          FROM gateway.bulks
         WHERE tenant_id IS NOT DISTINCT FROM $1
         ORDER BY bulk_id DESC
         LIMIT 1) b
 CROSS JOIN LATERAL (
       SELECT count(*)::int AS members,
              count(*) FILTER (WHERE m.outcome IN ('DONE', 'PARTIAL'))::int AS fetched,
              count(*) FILTER (WHERE m.outcome IN ('HELD', 'FAILED'))::int AS failed,
              count(*) FILTER (WHERE m.outcome = 'SKIPPED')::int AS skipped,
              count(*) FILTER (WHERE m.requested_at IS NOT NULL AND m.ended_at IS NULL)::int AS under_way,
              count(*) FILTER (WHERE m.outcome <> 'SKIPPED'
                  AND m.ended_at > greatest(now() - make_interval(secs => $2), coalesce(b.resumed_at, b.asked_at)))::int
                  AS lately
         FROM gateway.bulk_members m
        WHERE m.bulk_id = b.bulk_id) m
