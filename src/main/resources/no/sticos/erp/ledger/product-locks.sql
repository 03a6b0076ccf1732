-- $1 client, $2 most. Newest first.
SELECT p.product, p.locked_to, p.set_by, p.set_at
  FROM gateway.product_locks p
 WHERE p.client_id = $1
 ORDER BY p.lock_id DESC
 LIMIT $2
