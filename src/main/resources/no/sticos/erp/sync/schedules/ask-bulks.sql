-- One batch of members of the bulks under way, which take turns: each gets a run, or joins the one that it has.
-- $1 how many clients at most, $2 how many runs of bulks may be open, $3 the stage that published the books, '' for none,
-- with $4 the stage for changes and $5 for everything
WITH turn AS (
    UPDATE gateway.asking_rounds s
       SET round = s.round + 1, round_at = now()
     WHERE s.kind = 'BULK' AND s.round = (SELECT seen.round FROM gateway.asking_rounds seen WHERE seen.kind = 'BULK')
    RETURNING 1
), room AS MATERIALIZED (
    SELECT greatest(0, least($1::int, $2::int - count(*))) AS runs
      FROM gateway.runs r
     WHERE r.ended_at IS NULL AND r.trigger = 'BULK'
), chosen AS MATERIALIZED (
    SELECT m.bulk_id, m.client_id, m.tenant_id, b.whole, b.asked_by
      FROM turn, gateway.bulks b
     CROSS JOIN LATERAL (
           SELECT m.bulk_id, m.client_id, m.tenant_id, row_number() OVER (ORDER BY m.client_id) AS place
             FROM gateway.bulk_members m
            WHERE m.bulk_id = b.bulk_id AND m.requested_at IS NULL AND m.ended_at IS NULL
              -- Who is having only its changes read is read whole afterwards.
              AND NOT (b.whole AND EXISTS (
                  SELECT FROM gateway.runs r
                   WHERE r.client_id = m.client_id AND r.ended_at IS NULL AND r.stage = 'CHANGES'))
            ORDER BY m.client_id
            LIMIT (SELECT runs FROM room)) m
     WHERE b.ended_at IS NULL AND b.paused_at IS NULL
     ORDER BY m.place, m.bulk_id
     LIMIT (SELECT runs FROM room)
), planned AS MATERIALIZED (
    SELECT ch.bulk_id, ch.client_id, ch.tenant_id, ch.asked_by, open.requested_at,
           c.active AND coalesce(g.state = 'WORKING' AND g.api_active, false)
               AND open.stage IS DISTINCT FROM 'REMOVAL' AS be_fetched,
           CASE WHEN ch.whole THEN stages.whole ELSE stages.changes END AS stage
      FROM chosen ch
      JOIN gateway.clients c USING (client_id)
      LEFT JOIN gateway.grants g USING (client_id)
      LEFT JOIN gateway.books b USING (client_id)
      LEFT JOIN gateway.generations n ON n.client_id = ch.client_id AND n.gen = b.current_gen AND b.current_gen > 0
      JOIN unnest($3::text[], $4::text[], $5::text[]) AS stages (last, changes, whole)
        ON stages.last = coalesce(n.stage, '')
      LEFT JOIN gateway.runs open ON open.client_id = ch.client_id AND open.ended_at IS NULL
), asked AS (
    INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by)
    -- Two bulks may want the same client: one fetch of everything does for both, and ALL comes before CHANGES.
    SELECT p.client_id, p.tenant_id, min(p.stage), 'BULK', min(p.asked_by)
      FROM planned p
     WHERE p.be_fetched AND p.requested_at IS NULL
     GROUP BY p.client_id, p.tenant_id
    ON CONFLICT (client_id) WHERE ended_at IS NULL DO NOTHING
    RETURNING client_id, requested_at
), noted AS (
    -- One that got a run of somebody else's just now is left for the next round.
    UPDATE gateway.bulk_members m
       SET requested_at = CASE WHEN p.be_fetched THEN coalesce(p.requested_at, asked.requested_at) END,
           ended_at = CASE WHEN NOT p.be_fetched THEN now() END,
           outcome = CASE WHEN NOT p.be_fetched THEN 'SKIPPED' END
      FROM planned p
      LEFT JOIN asked USING (client_id)
     WHERE m.bulk_id = p.bulk_id AND m.client_id = p.client_id
    RETURNING 1
), counted AS (
    SELECT (SELECT count(*) FROM noted)::int AS found, (SELECT count(*) FROM asked)::int AS asked
)
SELECT found, asked, CASE WHEN asked > 0 THEN pg_notify('runs', '') END FROM counted
