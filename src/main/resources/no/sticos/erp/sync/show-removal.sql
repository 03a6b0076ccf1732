-- $1 removal. It was replaced if a larger one has taken its clients over.
SELECT m.removal_id, m.kind, m.system, m.integration_id, m.asked_by, m.asked_at, m.starts_at, m.undone_by, m.undone_at,
       m.ended_at, m.starts_at > now() AS waits,
       m.ended_at IS NULL AND NOT EXISTS (SELECT FROM gateway.runs r
                                           WHERE r.removal_id = m.removal_id AND r.ended_at IS NULL) AS replaced,
       t.*,
       (SELECT jsonb_object_agg(k.kind, k.rows)::text
          FROM (SELECT e.key AS kind, sum(e.value::bigint) AS rows
                  FROM gateway.removed_clients c, jsonb_each_text(c.removed) e
                 WHERE c.removal_id = m.removal_id
                 GROUP BY e.key) k) AS removed,
       (SELECT jsonb_object_agg(k.product, k.clients)::text
          FROM (SELECT s.product, count(*) AS clients
                  FROM gateway.removed_clients c
                  JOIN gateway.subscriptions s ON s.client_id = c.client_id AND s.acked_seq >= c.event_seq
                 WHERE c.removal_id = m.removal_id
                 GROUP BY s.product) k) AS acks
  FROM gateway.removals m
 CROSS JOIN LATERAL (
       SELECT count(*)::int AS clients, count(c.ended_at)::int AS ended, count(c.event_seq)::int AS told,
              (count(*) FILTER (WHERE c.revoked = 'DONE'))::int AS revoked,
              (count(*) FILTER (WHERE c.revoked = 'PENDING'))::int AS unsettled,
              (count(*) FILTER (WHERE c.revoked = 'GIVEN_UP'))::int AS given_up,
              coalesce(sum(c.rows_left), 0)::bigint AS rows_left
         FROM gateway.removed_clients c
        WHERE c.removal_id = m.removal_id) t
 WHERE m.removal_id = $1
