-- $1 how many seconds a bulk is kept after its end, $2 how many members at most. A bulk goes after its members, in the
-- next round.
WITH old AS MATERIALIZED (
    SELECT b.bulk_id FROM gateway.bulks b WHERE b.ended_at < now() - make_interval(secs => $1)
), members AS (
    DELETE FROM gateway.bulk_members m
     USING (SELECT k.bulk_id, k.client_id
              FROM gateway.bulk_members k
              JOIN old USING (bulk_id)
             LIMIT $2
               FOR UPDATE OF k SKIP LOCKED) gone
     WHERE m.bulk_id = gone.bulk_id AND m.client_id = gone.client_id
    RETURNING 1
), bulks AS (
    DELETE FROM gateway.bulks b
     USING old
     WHERE b.bulk_id = old.bulk_id
       AND NOT EXISTS (SELECT FROM gateway.bulk_members m WHERE m.bulk_id = b.bulk_id)
    RETURNING 1
)
SELECT ((SELECT count(*) FROM members) + (SELECT count(*) FROM bulks))::int AS removed
