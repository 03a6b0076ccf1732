SELECT resource, step, position, documents, expected, isolated, complete, refused, began_at
  FROM gateway.checkpoints
 WHERE run_id = $1
