WITH dropped AS (
    DELETE FROM {schema}.pages WHERE client_id = $1
), following AS (
    UPDATE {schema}.positions
    SET followed = $2, fence = $3,
        streams_left = CASE WHEN followed IN ('', $2) THEN streams_left ELSE array_append(streams_left, followed) END
    WHERE client_id = $1
)
INSERT INTO {schema}.transfers (client_id, stream_epoch, transfer, generation, is_past, begin_message, pages)
VALUES ($1, $2, $3, $4, $5, $6, 0)
ON CONFLICT (client_id) DO UPDATE
SET stream_epoch = excluded.stream_epoch, transfer = excluded.transfer, generation = excluded.generation,
    is_past = excluded.is_past, begin_message = excluded.begin_message, pages = 0
