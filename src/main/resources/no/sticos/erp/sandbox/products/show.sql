INSERT INTO {schema}.shown (client_id, name, generation, as_of, verdict) VALUES ($1, $2, $3, $4::text::timestamptz, $5)
ON CONFLICT (client_id) DO UPDATE
SET name = excluded.name, generation = excluded.generation, as_of = excluded.as_of, verdict = excluded.verdict
