-- $1 queue, $2 the person's subject
UPDATE gateway.held_consents
   SET expires_at = clock_timestamp()
 WHERE queue_id = $1
   AND owner = $2
   AND expires_at > clock_timestamp()
