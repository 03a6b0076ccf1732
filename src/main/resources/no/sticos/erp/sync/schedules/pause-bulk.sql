-- $1 bulk, $2 who
UPDATE gateway.bulks SET paused_at = now(), paused_by = $2
 WHERE bulk_id = $1 AND ended_at IS NULL AND paused_at IS NULL
