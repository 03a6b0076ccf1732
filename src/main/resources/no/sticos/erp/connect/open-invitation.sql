-- $1 client or null, $2 orgnr, $3 integration
SELECT invitation_id
  FROM gateway.invitations
 WHERE integration_id = $3
   AND ($1::bigint IS NOT NULL AND wanted_client = $1 OR $1::bigint IS NULL AND wanted_orgnr = $2::text)
   AND used_at IS NULL
   AND expires_at > clock_timestamp()
 ORDER BY invitation_id DESC
 LIMIT 1
