-- $1 client. Readers see nothing from here on, as of older generations neither: what is left of them is on its way
-- out. The next run gets a number that was never given out.
WITH known AS (
    SELECT b.client_id, b.current_gen FROM gateway.books b WHERE b.client_id = $1 FOR UPDATE
), hidden AS (
    UPDATE gateway.books b
       SET current_gen = 0, last_gen = b.last_gen + 1, oldest_gen = b.last_gen + 1,
           published_at = NULL, verified_at = NULL, verdict = NULL
      FROM known
     WHERE b.client_id = known.client_id AND known.current_gen > 0
    RETURNING 1
)
SELECT known.current_gen FROM known, (SELECT count(*) FROM hidden) AS hidden_first
