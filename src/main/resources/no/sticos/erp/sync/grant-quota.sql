-- How many of the requests that a node would send it may send now; to be run under the lock. A window holds the limit at
-- most; a tenth of it may go at once, the rest comes evenly: how far a path is ahead of that is what was granted since
-- any moment less what came evenly since then. The last hundredth of a window, and the last tenth of what may go at once,
-- are for clicks, so that they find a place on whatever node they are; and clicks have three quarters at most, so that
-- the others are never shut out.
-- Time is the database's when the lock was got, not when the transaction began.
-- $1 paths, $2 clicks and $3 others that wait for each, $4 limit, $5 window in seconds, $6 seconds after which the node
-- sends nothing of this any more
WITH clock AS MATERIALIZED (
    SELECT clock_timestamp() AS now
), forgotten AS (
    DELETE FROM gateway.quota_grants g USING clock c WHERE g.sent_by <= c.now - make_interval(secs => $5)
), asked AS MATERIALIZED (
    SELECT * FROM unnest($1::text[], $2::int[], $3::int[]) AS a(path, clicks, others)
), counting AS (
    SELECT g.path, g.clicks, g.clicks + g.others AS requests,
           sum(g.clicks + g.others) OVER (PARTITION BY g.path ORDER BY g.sent_by DESC)
               - $4::int / $5::float8 * greatest(0, extract(epoch FROM c.now - g.sent_by)) AS ahead
      FROM clock c
     CROSS JOIN asked a
     CROSS JOIN LATERAL (
               SELECT *
                 FROM gateway.quota_grants
                WHERE path = a.path AND sent_by > c.now - make_interval(secs => $5)
               OFFSET 0) g
), counted AS (
    SELECT path, sum(requests) AS requests, sum(clicks) AS clicks, max(ahead) AS ahead
      FROM counting
     GROUP BY path
), room AS (
    SELECT a.path, a.clicks, a.others,
           p.path IS NOT NULL AS paused,
           $4 - coalesce(d.requests, 0) AS window_room,
           greatest(1, $4 / 10) - greatest(0, d.ahead) AS burst_room,
           ($4 * 3 + 3) / 4 - coalesce(d.clicks, 0) AS clicks_room
      FROM clock c
     CROSS JOIN asked a
      LEFT JOIN counted d ON d.path = a.path
      LEFT JOIN gateway.path_pauses p ON p.path = a.path AND p.paused_until > c.now
), clicks AS (
    SELECT r.*,
           CASE WHEN r.paused THEN 0
                ELSE greatest(0, least(r.clicks, floor(least(r.window_room, r.burst_room, r.clicks_room)))) END::int
               AS granted
      FROM room r
), granted AS (
    SELECT l.path, l.granted AS clicks,
           CASE WHEN l.paused THEN 0
                ELSE greatest(0, least(l.others, floor(least(l.window_room - $4 / 100, l.burst_room - $4 / 100))
                    - l.granted)) END::int
               AS others
      FROM clicks l
), noted AS (
    INSERT INTO gateway.quota_grants AS g (path, sent_by, clicks, others)
    SELECT n.path, date_bin('250 ms', c.now + make_interval(secs => $6), 'epoch') + interval '250 ms', n.clicks, n.others
      FROM granted n CROSS JOIN clock c
     WHERE n.clicks + n.others > 0
    ON CONFLICT (path, sent_by) DO UPDATE SET clicks = g.clicks + excluded.clicks, others = g.others + excluded.others
)
SELECT path, clicks, others FROM granted
