-- $1 queue, $2 firm, $3 numbers, $4 names beside them, $5 clients; they stand behind what is settled, in this order.
-- Who stands in the queue already gets its place and name anew.
INSERT INTO gateway.connect_entries AS e (queue_id, tenant_id, place, wanted_orgnr, wanted_client, name)
SELECT $1, $2, coalesce((SELECT max(s.place) FROM gateway.connect_entries s
                          WHERE s.queue_id = $1 AND s.settled_at IS NOT NULL), 0) + w.nth,
       w.orgnr, w.client, w.name
  FROM unnest($3::text[], $4::text[], $5::bigint[]) WITH ORDINALITY AS w (orgnr, name, client, nth)
ON CONFLICT ON CONSTRAINT connect_entries_one DO UPDATE
   SET place = excluded.place, name = coalesce(excluded.name, e.name), cause = NULL, cause_args = NULL
 WHERE e.settled_at IS NULL
