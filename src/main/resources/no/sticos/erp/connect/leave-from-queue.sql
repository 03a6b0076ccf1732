-- $1 queue, $2 entry, $3 the person's subject, $4 switch clients on. The one who leaves has ended the pause, and a try
-- that led nowhere is forgotten.
WITH left_from AS (
    UPDATE gateway.connect_queues q
       SET paused = false, activate = $4
     WHERE q.queue_id = $1 AND q.owner = $3
       AND EXISTS (SELECT FROM gateway.connect_entries e WHERE e.queue_id = q.queue_id AND e.entry_id = $2)
    RETURNING q.queue_id, q.integration_id
), forgotten AS (
    UPDATE gateway.connect_entries e
       SET cause = NULL, cause_args = NULL
      FROM left_from
     WHERE e.queue_id = left_from.queue_id AND e.entry_id = $2 AND e.cause IS NOT NULL
)
SELECT integration_id FROM left_from
