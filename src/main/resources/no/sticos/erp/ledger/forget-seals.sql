-- $1 client, $2 oldest generation that stays, $3 retention in years. Seals of which nothing is left, and spot checks
-- that are as old as what they were made of.
WITH seals AS (
    DELETE FROM gateway.seals s
     WHERE s.client_id = $1 AND s.gen < $2 AND s.opened = 0 AND s.closed = 0
       AND NOT EXISTS (SELECT FROM gateway.generations g WHERE g.client_id = $1 AND g.gen = s.gen)
), spots AS (
    DELETE FROM gateway.spot_checks WHERE client_id = $1 AND checked_at < now() - make_interval(years => $3)
)
DELETE FROM gateway.spot_differences WHERE client_id = $1 AND found_at < now() - make_interval(years => $3)
