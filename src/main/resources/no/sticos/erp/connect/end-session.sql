DELETE FROM gateway.sessions WHERE session_hash = $1
