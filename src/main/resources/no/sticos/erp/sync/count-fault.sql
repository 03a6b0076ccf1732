-- $1 run, $2 epoch. Patience follows progress: a fault that finds the run further than any before is the first in a row.
-- What a resource has read beyond what is expected of it, or reads anew, is no progress, so that a run comes to an end.
UPDATE gateway.runs r
   SET failures = CASE WHEN reached.documents > r.furthest THEN 1 ELSE r.failures + 1 END,
       furthest = greatest(r.furthest, reached.documents)
  FROM (SELECT coalesce(sum(least(c.documents, c.expected)), 0)::bigint AS documents
          FROM gateway.checkpoints c
         WHERE c.run_id = $1) reached
 WHERE r.run_id = $1 AND r.epoch = $2 AND r.open
RETURNING r.failures
