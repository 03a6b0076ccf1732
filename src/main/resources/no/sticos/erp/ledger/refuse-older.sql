-- $1 client, $2 oldest generation that stays. From here on older ones cannot be read, unless somebody keeps them.
UPDATE gateway.books SET oldest_gen = $2 WHERE client_id = $1 AND oldest_gen < $2
