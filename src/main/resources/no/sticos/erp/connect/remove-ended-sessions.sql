DELETE FROM gateway.sessions
 WHERE session_hash IN (
       SELECT session_hash
         FROM gateway.sessions
        WHERE ends_at < now()
           OR last_seen_at < now() - $1::bigint * interval '1 millisecond'
        LIMIT $2
          FOR UPDATE SKIP LOCKED)
