-- $1 path, $2 seconds. Pauses that are over are forgotten.
WITH over AS (
    DELETE FROM gateway.path_pauses WHERE paused_until <= now() AND path <> $1
)
INSERT INTO gateway.path_pauses AS p (path, paused_until)
VALUES ($1, now() + make_interval(secs => $2))
ON CONFLICT (path) DO UPDATE SET paused_until = greatest(p.paused_until, excluded.paused_until)
