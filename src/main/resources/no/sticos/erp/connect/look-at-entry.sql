-- $1 queue, $2 entry, $3 the person's subject, $4 cause, $5 what fills its text
UPDATE gateway.connect_entries e
   SET cause = $4, cause_args = $5
  FROM gateway.connect_queues q
 WHERE e.queue_id = q.queue_id
   AND q.queue_id = $1
   AND q.owner = $3
   AND e.entry_id = $2
   AND e.settled_at IS NULL
