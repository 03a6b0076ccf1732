SELECT resource, step, position, documents, expected, isolated, complete, refused, refused_args,
       began_at
  FROM gateway.checkpoints
 WHERE run_id = $1
