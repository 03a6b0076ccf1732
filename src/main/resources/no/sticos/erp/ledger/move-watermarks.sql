-- $1 run, $2 client, $3 how long before the reading a change may have been hidden, in seconds. What was set aside is to be
-- read again, so its mark stays where it was. A checkpoint without a position was reached by a list of changes, which
-- says nothing of what it cannot show.
WITH read AS (
    SELECT c.resource, c.began_at - make_interval(secs => $3) AS since, c.stampless, c.shifting, c.position = '' AS by_changes
      FROM gateway.checkpoints c
     WHERE c.run_id = $1 AND c.client_id = $2
       AND c.complete AND c.refused IS NULL AND c.isolated = 0 AND c.began_at IS NOT NULL
), moved AS (
    UPDATE gateway.watermarks w
       SET since = read.since,
           stampless = CASE WHEN read.by_changes THEN w.stampless ELSE read.stampless END,
           several = CASE WHEN read.by_changes THEN w.several ELSE read.shifting END
      FROM read
     WHERE w.client_id = $2 AND w.resource = read.resource
    RETURNING w.resource
)
INSERT INTO gateway.watermarks (client_id, resource, since, stampless, several)
SELECT $2, read.resource, read.since, read.stampless, read.shifting
  FROM read
 WHERE NOT read.by_changes AND NOT EXISTS (SELECT FROM moved WHERE moved.resource = read.resource)
