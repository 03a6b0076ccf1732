-- The oldest generation of a client that stays although nobody keeps it; no row if all of them do.
-- $1 client, $2 retention in years. The one that was current at the retention's edge stays, so that the books as of any
-- time within it can be read; so do those that a product is still being told of. A product that was given up gets
-- everything anew.
WITH edge AS (
    SELECT max(g.gen) AS gen
      FROM gateway.generations g
      JOIN gateway.books b USING (client_id)
     WHERE g.client_id = $1 AND g.gen <= b.current_gen AND g.published_at <= now() - make_interval(years => $2)
), told AS (
    SELECT min(coalesce(nullif(s.acked_gen, 0), e.gen)) AS gen
      FROM gateway.subscriptions s
      JOIN gateway.products p ON p.product = s.product AND p.retired_at IS NULL
      JOIN gateway.events e ON e.client_id = s.client_id AND e.seq > s.acked_seq AND e.kind = 'generation'
     WHERE s.client_id = $1 AND s.parked_at IS NULL AND s.acked_seq < s.newest_seq
)
SELECT least(edge.gen, told.gen) AS gen FROM edge, told WHERE edge.gen IS NOT NULL
