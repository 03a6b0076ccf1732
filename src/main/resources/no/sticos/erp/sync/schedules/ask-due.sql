-- One batch of clients that are due: each gets a run if it can be fetched, and its next slot either way.
-- $1 to $7 the usual wish, $8 how many clients at most, $9 how many scheduled runs may be open, $10 nobody made a round
-- for so many seconds: who was due by then is late, $11 over how many seconds late ones are spread,
-- $12 the stage that published the books, '' for none, with $13 the stage for changes and $14 for everything
WITH turn AS (
    -- The room below was counted in the same snapshot as this number: who comes second sees that it has moved.
    UPDATE gateway.asking_rounds s
       SET round = s.round + 1, round_at = now(),
           behind_until = CASE WHEN s.round_at < now() - make_interval(secs => $10) THEN now() ELSE s.behind_until END
     WHERE s.kind = 'SCHEDULE'
       AND s.round = (SELECT seen.round FROM gateway.asking_rounds seen WHERE seen.kind = 'SCHEDULE')
    RETURNING s.behind_until
), due AS MATERIALIZED (
    SELECT d.client_id, d.tenant_id, d.night, d.due_at < turn.behind_until AS late
      FROM gateway.dues d, turn
     WHERE d.due_at <= now()
     ORDER BY d.due_at
     LIMIT (SELECT greatest(0, least($8::int, $9::int - count(*)))
              FROM gateway.runs r WHERE r.ended_at IS NULL AND r.trigger = 'SCHEDULE')
       FOR UPDATE OF d SKIP LOCKED
), wanted AS MATERIALIZED (
    SELECT due.*, gateway.wish_of(due.tenant_id, due.client_id,
               ROW($1::int, $2::time, $3::time, $4::boolean, $5::time, $6::time, $7::int)::gateway.schedule_wish) AS wish
      FROM due
), planned AS MATERIALIZED (
    SELECT w.client_id, w.tenant_id, w.night, w.late AND can.be_fetched AS late, can.be_fetched,
           next.due_at AS next_at, coalesce(next.night, false) AS next_night,
           CASE WHEN turn.came_at IS NOT NULL AND NOT EXISTS (
                         SELECT FROM gateway.runs r
                          WHERE r.client_id = w.client_id AND r.requested_at >= turn.came_at
                            AND r.stage IN ('REST', 'ALL') AND r.state IN ('DONE', 'PARTIAL', 'HELD'))
                THEN stages.whole ELSE stages.changes END AS stage
      FROM wanted w
      JOIN gateway.clients c USING (client_id)
      LEFT JOIN gateway.grants g USING (client_id)
     CROSS JOIN LATERAL (
           SELECT c.active AND coalesce(g.state = 'WORKING' AND g.api_active, false) AS be_fetched) can
      LEFT JOIN gateway.books b USING (client_id)
      LEFT JOIN gateway.generations n ON n.client_id = w.client_id AND n.gen = b.current_gen AND b.current_gen > 0
      JOIN unnest($12::text[], $13::text[], $14::text[]) AS stages (last, changes, whole)
        ON stages.last = coalesce(n.stage, '')
      LEFT JOIN LATERAL gateway.next_slot(w.client_id, now(), w.wish) next ON true
     -- Outside the night, a night's slot that is late reads the changes; everything waits for the next night.
     CROSS JOIN LATERAL (
           SELECT CASE WHEN w.night THEN gateway.whole_turn(w.client_id, now(), w.wish) END AS came_at) turn
), asked AS (
    INSERT INTO gateway.runs (client_id, tenant_id, stage, trigger, requested_by)
    SELECT client_id, tenant_id, stage, 'SCHEDULE', 'schedule' FROM planned WHERE be_fetched AND NOT late
    ON CONFLICT (client_id) WHERE ended_at IS NULL DO NOTHING
    RETURNING 1
), moved AS (
    UPDATE gateway.dues d
       SET due_at = CASE WHEN p.late THEN least(p.next_at,
                   now() + make_interval(secs => $11 * gateway.place_of(p.client_id, 'late'))) ELSE p.next_at END,
           night = CASE WHEN p.late THEN p.night ELSE p.next_night END
      FROM planned p
     WHERE d.client_id = p.client_id
    RETURNING p.late
), counted AS (
    SELECT (SELECT count(*) FROM asked)::int AS asked, count(*)::int AS found, count(*) FILTER (WHERE late)::int AS late
      FROM moved
)
SELECT found, asked, late, CASE WHEN asked > 0 THEN pg_notify('runs', '') END FROM counted
