UPDATE gateway.sessions
   SET last_seen_at = now()
 WHERE session_hash = $1
   AND ends_at > now()
   AND last_seen_at > now() - $2::bigint * interval '1 millisecond'
   AND last_seen_at < now() - interval '1 minute'
