-- $1 clients, none of them twice, in the order wanted
WITH wanted AS MATERIALIZED (
    SELECT s.*, ids.nth
      FROM unnest($1::bigint[]) WITH ORDINALITY ids (client_id, nth)
      JOIN gateway.client_states s USING (client_id)
), places AS (
    SELECT p.run_id, p.place
      FROM gateway.queue_places(ARRAY(SELECT q.run_id FROM wanted q WHERE q.run_state = 'QUEUED')) p
)
SELECT w.*, proof.reason,
       (SELECT r.name FROM gateway.responsible r WHERE r.client_id = w.client_id) AS responsible,
       gaps.accounts AS deviating_accounts, gaps.largest AS largest_difference, gaps.checks AS deviating_checks,
       places.place AS queue_place,
       CASE WHEN w.run_state = 'QUEUED'
            THEN (extract(epoch FROM w.requested_at + gateway.usual_wait(w.trigger) - now()) * 1000)::bigint
       END AS starts_in,
       (extract(epoch FROM now() - w.started_at) * 1000)::bigint AS reading_for,
       progress.resources, progress.documents, progress.expected, progress.complete, progress.steps, progress.positions,
       leaving.starts_at AS removal_starts_at, leaving.starts_at > now() AS removal_waits,
       years.ids AS year_ids, years.starts AS year_starts, years.ends AS year_ends
  FROM wanted w
  LEFT JOIN places ON places.run_id = w.run_id
  LEFT JOIN gateway.removals leaving ON leaving.removal_id = w.removal_id AND w.state = 'DELETING'
  LEFT JOIN LATERAL (
       SELECT n.reason
         FROM gateway.generations n
        WHERE w.verdict = 'UNKNOWN' AND n.client_id = w.client_id AND n.gen = w.current_gen
        LIMIT 1) proof ON true
  LEFT JOIN LATERAL (
       SELECT count(DISTINCT d.account) FILTER (WHERE d.check_id = 'C3') AS accounts,
              max(abs(d.difference)) FILTER (WHERE d.check_id = 'C3') AS largest,
              array_agg(DISTINCT d.check_id) AS checks
         FROM gateway.deviations d
         JOIN gateway.proof_checks p ON p.client_id = d.client_id AND p.gen = d.gen AND p.check_id = d.check_id
        WHERE w.verdict = 'DEVIATION' AND d.client_id = w.client_id AND d.gen = w.current_gen
          AND p.level = 'ERROR') gaps ON true
  LEFT JOIN LATERAL (
       SELECT array_agg(c.resource) AS resources, array_agg(c.documents) AS documents,
              array_agg(c.expected) AS expected, array_agg(c.complete) AS complete,
              array_agg(c.step) AS steps, array_agg(c.position) AS positions
         FROM gateway.checkpoints c
        WHERE c.run_id = w.run_id AND w.run_ended_at IS NULL) progress ON true
  LEFT JOIN LATERAL (
       SELECT array_agg(y.fiscal_year_id ORDER BY y.start_date DESC) AS ids,
              array_agg(y.start_date ORDER BY y.start_date DESC) AS starts,
              array_agg(y.end_date ORDER BY y.start_date DESC) AS ends
         FROM gateway.runs r, ledger.fiscal_years_at(w.client_id, r.gen) y
        WHERE w.run_state = 'RUNNING' AND r.run_id = w.run_id) years ON true
 ORDER BY w.nth
