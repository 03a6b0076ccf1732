-- After a wish has changed: its clients' next slots from now on. $1 to $7 the usual wish, $8 tenant, $9 client, or null
-- for all of the firm's
UPDATE gateway.dues d
   SET due_at = next.due_at, night = coalesce(next.night, false)
  FROM gateway.clients c
  LEFT JOIN LATERAL gateway.next_slot(c.client_id, now(), gateway.wish_of(c.tenant_id, c.client_id,
           ROW($1::int, $2::time, $3::time, $4::boolean, $5::time, $6::time, $7::int)::gateway.schedule_wish)) next ON true
 WHERE c.client_id = d.client_id AND d.tenant_id = $8 AND ($9::bigint IS NULL OR d.client_id = $9)
