-- Changes no row where the wish is the same. $1 to $7 the wish, $8 tenant, $9 client, or null for the firm, $10 who
INSERT INTO gateway.schedules (tenant_id, client_id, wish, changed_by)
VALUES ($8, $9, ROW($1::int, $2::time, $3::time, $4::boolean, $5::time, $6::time, $7::int)::gateway.schedule_wish, $10)
ON CONFLICT ON CONSTRAINT schedules_one
DO UPDATE SET wish = EXCLUDED.wish, changed_by = EXCLUDED.changed_by, changed_at = now()
WHERE schedules.wish IS DISTINCT FROM EXCLUDED.wish
