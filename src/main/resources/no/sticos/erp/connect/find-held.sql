-- $1 queue, $2 the person's subject
SELECT held_id, name, identity_kind, orgnr, personal_hash, identity_text, entry_id
  FROM gateway.held_consents
 WHERE queue_id = $1
   AND owner = $2
   AND tokens IS NOT NULL
   AND expires_at > clock_timestamp()
 ORDER BY expires_at DESC
 LIMIT 1
