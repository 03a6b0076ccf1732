INSERT INTO gateway.sessions (session_hash, tenant_id, subject, person_name, rights, csrf_token, ends_at)
VALUES ($1, $2, $3, $4, $5, $6, now() + $7::bigint * interval '1 millisecond')
