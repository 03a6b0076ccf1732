-- $1 queue, $2 the client that was connected or signed in again, $3 its orgnr or null
UPDATE gateway.connect_entries
   SET settled_at = clock_timestamp(), client_id = $2, cause = NULL, cause_args = NULL
 WHERE queue_id = $1
   AND settled_at IS NULL
   AND (wanted_client = $2 OR wanted_orgnr = $3::text)
