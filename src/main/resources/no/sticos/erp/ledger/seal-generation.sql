-- $1 client, $2 generation, as it is published
INSERT INTO gateway.seals (client_id, gen, resource, opened, opened_sum, closed, closed_sum)
SELECT $1, $2, s.resource, s.opened, s.opened_sum, s.closed, s.closed_sum FROM gateway.seals_of($1, $2) s
