-- What the configuration says, beside what it said before: new ones get a position with every client, and whoever is sent
-- other entities than before gets the next generation of each client whole. $1 products, $2 per product its entities with blanks between
WITH said AS (
    SELECT product, string_to_array(entities, ' ') AS entities FROM unnest($1::text[], $2::text[]) AS x (product, entities)
), before AS MATERIALIZED (
    SELECT product, entities, retired_at FROM gateway.products FOR UPDATE
), retired AS (
    UPDATE gateway.products SET retired_at = now()
    WHERE retired_at IS NULL AND product <> ALL ($1)
), written AS (
    INSERT INTO gateway.products (product, entities) SELECT product, entities FROM said
    ON CONFLICT (product) DO UPDATE SET entities = excluded.entities, retired_at = NULL
), moved AS (
    SELECT s.product, b.product IS NOT NULL AND b.entities <> s.entities AS filtered_anew
    FROM said s LEFT JOIN before b USING (product)
    WHERE b.product IS NULL OR b.retired_at IS NOT NULL OR b.entities <> s.entities
)
INSERT INTO gateway.subscriptions AS x (client_id, tenant_id, product, newest_seq)
SELECT s.client_id, s.tenant_id, m.product, s.seq FROM gateway.event_streams s CROSS JOIN moved m
ON CONFLICT (client_id, product) DO UPDATE SET
    newest_seq = excluded.newest_seq,
    acked_gen = CASE WHEN (SELECT filtered_anew FROM moved m WHERE m.product = excluded.product) THEN 0 ELSE x.acked_gen END,
    transfer = x.transfer + 1, lease_owner = NULL, lease_until = NULL
