DELETE FROM gateway.sign_in_flows
 WHERE state_hash IN (
       SELECT state_hash
         FROM gateway.sign_in_flows
        WHERE expires_at < now()
        ORDER BY expires_at
        LIMIT $1
          FOR UPDATE SKIP LOCKED)
