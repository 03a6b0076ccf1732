-- $1 client, $2 generation: whether it opened or closed anything that a reader would see.
SELECT EXISTS (SELECT FROM gateway.vouchers WHERE client_id = $1 AND from_gen = $2 AND (to_gen IS NULL OR to_gen > $2))
    OR EXISTS (SELECT FROM gateway.vouchers WHERE client_id = $1 AND to_gen = $2 AND from_gen < $2)
    OR EXISTS (SELECT FROM gateway.documents WHERE client_id = $1 AND from_gen = $2 AND (to_gen IS NULL OR to_gen > $2))
    OR EXISTS (SELECT FROM gateway.documents WHERE client_id = $1 AND to_gen = $2 AND from_gen < $2)
