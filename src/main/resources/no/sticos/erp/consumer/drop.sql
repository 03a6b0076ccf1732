WITH dropped AS (
    DELETE FROM {schema}.pages WHERE client_id = $1
)
DELETE FROM {schema}.transfers WHERE client_id = $1
