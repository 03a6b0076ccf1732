-- $1 integration, $2 what the name contains (LIKE, escaped), $3 what the digits begin with (LIKE), $4 states,
-- $5 sort by orgnr, $6 descending, $7 most rows, $8 rows left out, $9 these clients only
WITH wanted AS (
    SELECT s.*, count(*) OVER () AS hits
      FROM gateway.client_states s
     WHERE ($1::bigint IS NULL OR s.integration_id = $1)
       AND ($9::bigint[] IS NULL OR s.client_id = ANY ($9))
       AND ($4::text[] IS NULL OR s.state = ANY ($4))
       AND ($2::text = '' OR lower(s.name COLLATE "nb-NO-x-icu") LIKE lower($2::text COLLATE "nb-NO-x-icu")
            OR ($3::text <> '' AND s.orgnr LIKE $3))
     ORDER BY CASE WHEN $5 AND NOT $6 THEN s.orgnr END,
              CASE WHEN $5 AND $6 THEN s.orgnr END DESC,
              CASE WHEN NOT $5 AND NOT $6 THEN s.name END COLLATE "nb-NO-x-icu",
              CASE WHEN NOT $5 AND $6 THEN s.name END COLLATE "nb-NO-x-icu" DESC,
              s.client_id
     LIMIT $7 OFFSET $8
), places AS (
    SELECT p.run_id, p.place
      FROM gateway.queue_places(ARRAY(SELECT q.run_id FROM wanted q WHERE q.run_state = 'QUEUED')) p
)
SELECT w.*, w.counts::text AS counts_text,
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
       SELECT count(DISTINCT d.account) FILTER (WHERE d.check_id = 'C3') AS accounts,
              max(abs(d.difference)) FILTER (WHERE d.check_id = 'C3') AS largest,
              array_agg(DISTINCT d.check_id) AS checks
         FROM gateway.deviations d
         JOIN gateway.proof_checks p ON p.client_id = d.client_id AND p.gen = d.gen AND p.check_id = d.check_id
        WHERE d.client_id = w.client_id AND d.gen = w.current_gen AND p.level = 'ERROR') gaps ON true
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
 ORDER BY CASE WHEN $5 AND NOT $6 THEN w.orgnr END,
          CASE WHEN $5 AND $6 THEN w.orgnr END DESC,
          CASE WHEN NOT $5 AND NOT $6 THEN w.name END COLLATE "nb-NO-x-icu",
          CASE WHEN NOT $5 AND $6 THEN w.name END COLLATE "nb-NO-x-icu" DESC,
          w.client_id
