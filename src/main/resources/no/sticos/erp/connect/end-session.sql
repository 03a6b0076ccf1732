DELETE FROM gateway.sessions
 WHERE session_hash = $1
RETURNING tenant_id, subject, person_name
