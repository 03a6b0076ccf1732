-- $1 client, $2 product, $3 locked to, $4 set by. No row: the date was set already.
INSERT INTO gateway.product_locks (client_id, product, locked_to, set_by)
SELECT $1, $2, $3::date, $4
 WHERE $3::date IS DISTINCT FROM (SELECT p.locked_to
                                    FROM gateway.product_locks p
                                   WHERE p.client_id = $1 AND p.product = $2
                                   ORDER BY p.lock_id DESC
                                   LIMIT 1)
