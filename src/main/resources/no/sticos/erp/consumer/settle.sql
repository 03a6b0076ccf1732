-- The position after an event that was applied; what was under way is over.
WITH dropped AS (
    DELETE FROM {schema}.pages WHERE client_id = $1
), ended AS (
    DELETE FROM {schema}.transfers WHERE client_id = $1
)
UPDATE {schema}.positions
SET stream_epoch = $2, sequence = $3, generation = $4, moved_at = now(), followed = $2, fence = $5,
    streams_left = CASE WHEN followed IN ('', $2) THEN streams_left ELSE array_append(streams_left, followed) END
WHERE client_id = $1
