-- $1 client or null, $2 orgnr, $3 integration, $4 recipient, $5 within so many milliseconds
SELECT invitation_id
  FROM gateway.invitations
 WHERE integration_id = $3
   AND ($1::bigint IS NOT NULL AND wanted_client = $1 OR $1::bigint IS NULL AND wanted_orgnr = $2::text)
   AND recipient = $4
   AND used_at IS NULL
   AND expires_at > clock_timestamp()
   AND made_at > clock_timestamp() - $5::bigint * interval '1 millisecond'
