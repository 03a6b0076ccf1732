-- $1 queue or null, $2 integration or null, $3 kind or null, $4 the person's subject. The pace is the middle one of the
-- last ten spans between two companies, so that a lunch break does not count.
SELECT q.queue_id, q.integration_id, q.kind, q.activate, q.paused,
       (SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY spans.span) * 1000)::bigint
          FROM (SELECT extract(epoch FROM e.settled_at - lag(e.settled_at) OVER (ORDER BY e.settled_at)) AS span
                  FROM gateway.connect_entries e
                 WHERE e.queue_id = q.queue_id AND e.settled_at IS NOT NULL
                 ORDER BY e.settled_at DESC
                 LIMIT 10) spans
         WHERE spans.span IS NOT NULL) AS pace
  FROM gateway.connect_queues q
 WHERE q.owner = $4
   AND ($1::bigint IS NULL OR q.queue_id = $1)
   AND ($2::bigint IS NULL OR q.integration_id = $2 AND q.kind = $3)
