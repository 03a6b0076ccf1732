-- One page and the count of pages, if it is the next of the transfer that is under way.
WITH mine AS (
    SELECT client_id
    FROM {schema}.transfers
    WHERE client_id = $1 AND stream_epoch = $2 AND transfer = $3 AND generation = $4 AND pages = $5::integer - 1
        AND NOT is_past
    FOR UPDATE NOWAIT
), counted AS (
    UPDATE {schema}.transfers t SET pages = $5::integer FROM mine WHERE t.client_id = mine.client_id RETURNING t.client_id
)
INSERT INTO {schema}.pages (client_id, page, event_id, entity, changed, deleted, documents)
SELECT client_id, $5::integer, $6, $7, $8, $9, $10 FROM counted
