-- $1 over for so many milliseconds, $2 how many at most
DELETE FROM gateway.invitations
 WHERE invitation_id IN (
       SELECT invitation_id
         FROM gateway.invitations
        WHERE expires_at < clock_timestamp() - $1::bigint * interval '1 millisecond'
        ORDER BY expires_at
        LIMIT $2
          FOR UPDATE SKIP LOCKED)
