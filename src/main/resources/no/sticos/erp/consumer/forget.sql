WITH dropped AS (
    DELETE FROM {schema}.pages WHERE client_id = $1
), ended AS (
    DELETE FROM {schema}.transfers WHERE client_id = $1
)
UPDATE {schema}.positions SET stream_epoch = '', sequence = 0, generation = 0, moved_at = now() WHERE client_id = $1
