-- $1 bulk, $2 who; the pace is measured anew
UPDATE gateway.bulks SET paused_at = NULL, paused_by = NULL, resumed_at = now(), resumed_by = $2
 WHERE bulk_id = $1 AND ended_at IS NULL AND paused_at IS NOT NULL
