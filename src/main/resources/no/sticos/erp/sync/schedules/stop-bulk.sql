-- $1 bulk, $2 who. Whose turn has not come is never asked for; what is under way goes on, as if asked for by itself.
UPDATE gateway.bulks SET ended_at = now(), stopped_by = $2 WHERE bulk_id = $1 AND ended_at IS NULL
