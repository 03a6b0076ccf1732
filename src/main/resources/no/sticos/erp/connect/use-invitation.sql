UPDATE gateway.invitations
   SET used_at = clock_timestamp()
 WHERE invitation_id = $1
   AND used_at IS NULL
   AND expires_at > clock_timestamp()
