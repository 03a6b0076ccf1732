-- $1 queue, $2 also what is settled, $3 numbers to keep, $4 clients to keep
DELETE FROM gateway.connect_entries
 WHERE queue_id = $1
   AND (settled_at IS NULL OR $2)
   AND NOT coalesce(wanted_orgnr = ANY ($3::text[]), false)
   AND NOT coalesce(wanted_client = ANY ($4::bigint[]), false)
