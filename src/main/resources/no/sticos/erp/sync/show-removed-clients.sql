-- $1 removal, $2 most
SELECT c.client_id, c.name, c.orgnr, c.revoked, c.revoked_at, c.rows_left, c.ended_at, c.event_seq,
       (SELECT array_agg(s.product ORDER BY s.product) FROM gateway.subscriptions s
         WHERE s.client_id = c.client_id AND s.acked_seq >= c.event_seq) AS products,
       (SELECT array_agg(s.acked_at ORDER BY s.product) FROM gateway.subscriptions s
         WHERE s.client_id = c.client_id AND s.acked_seq >= c.event_seq) AS acked
  FROM gateway.removed_clients c
 WHERE c.removal_id = $1
 ORDER BY c.name COLLATE "nb-NO-x-icu", c.client_id
 LIMIT $2
