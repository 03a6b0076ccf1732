INSERT INTO gateway.people AS p (tenant_id, subject, name, email)
VALUES ($1, $2, $3, $4)
ON CONFLICT (tenant_id, subject) DO UPDATE
   SET name = excluded.name, email = excluded.email, seen_at = clock_timestamp()
