-- Clients that have no due time yet get their first slot from now on. $1 to $7 the usual wish, $8 how many at most
INSERT INTO gateway.dues (client_id, tenant_id, due_at, night)
SELECT c.client_id, c.tenant_id, next.due_at, coalesce(next.night, false)
  FROM (SELECT c.client_id, c.tenant_id
          FROM gateway.clients c
         WHERE NOT EXISTS (SELECT FROM gateway.dues d WHERE d.client_id = c.client_id)
         LIMIT $8) c
  LEFT JOIN LATERAL gateway.next_slot(c.client_id, now(), gateway.wish_of(c.tenant_id, c.client_id,
           ROW($1::int, $2::time, $3::time, $4::boolean, $5::time, $6::time, $7::int)::gateway.schedule_wish)) next ON true
ON CONFLICT DO NOTHING
