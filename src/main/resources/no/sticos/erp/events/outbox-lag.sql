-- The oldest event after a position is the one right after it: sequences are dense.
SELECT p.product,
       count(s.client_id) FILTER (WHERE s.parked_at IS NULL) AS waiting,
       count(s.parked_at) AS parked,
       coalesce(extract(epoch FROM now() - min(e.created_at) FILTER (WHERE s.parked_at IS NULL)), 0)::float8
           AS oldest_seconds
  FROM gateway.products p
  LEFT JOIN gateway.subscriptions s ON s.product = p.product AND s.acked_seq < s.newest_seq
  LEFT JOIN gateway.events e ON e.client_id = s.client_id AND e.seq = s.acked_seq + 1
 WHERE p.retired_at IS NULL
 GROUP BY p.product
 ORDER BY p.product
