-- $1 client, $2 oldest generation that stays
DELETE FROM gateway.generations WHERE client_id = $1 AND gen < $2 AND kept_by IS NULL
