-- $1 integration, $2 what the name contains (LIKE, escaped), $3 what the digits begin with (LIKE), $4 states,
-- $5 sort by orgnr, $6 descending, $7 most rows, $8 rows left out, $9 one client only
WITH wanted AS (
    SELECT s.*, count(*) OVER () AS hits
      FROM gateway.client_states s
     WHERE ($1::bigint IS NULL OR s.integration_id = $1)
       AND ($9::bigint IS NULL OR s.client_id = $9)
       AND ($4::text[] IS NULL OR s.state = ANY ($4))
       AND ($2::text = '' OR lower(s.name COLLATE "nb-NO-x-icu") LIKE lower($2::text COLLATE "nb-NO-x-icu")
            OR ($3::text <> '' AND s.orgnr LIKE $3))
     ORDER BY CASE WHEN $5 AND NOT $6 THEN s.orgnr END,
              CASE WHEN $5 AND $6 THEN s.orgnr END DESC,
              CASE WHEN NOT $5 AND NOT $6 THEN s.name END COLLATE "nb-NO-x-icu",
              CASE WHEN NOT $5 AND $6 THEN s.name END COLLATE "nb-NO-x-icu" DESC,
              s.client_id
     LIMIT $7 OFFSET $8
)
SELECT w.*, w.counts::text AS counts_text,
       gaps.accounts AS deviating_accounts, gaps.largest AS largest_difference, gaps.checks AS deviating_checks,
       CASE WHEN w.run_state = 'QUEUED' THEN gateway.queue_place(w.run_id) END AS queue_place,
       progress.resources, progress.documents, progress.expected, progress.complete
  FROM wanted w
  LEFT JOIN LATERAL (
       SELECT count(DISTINCT d.account) FILTER (WHERE d.check_id = 'C3') AS accounts,
              max(abs(d.difference)) FILTER (WHERE d.check_id = 'C3') AS largest,
              array_agg(DISTINCT d.check_id) AS checks
         FROM gateway.deviations d
         JOIN gateway.proof_checks p ON p.client_id = d.client_id AND p.gen = d.gen AND p.check_id = d.check_id
        WHERE d.client_id = w.client_id AND d.gen = w.current_gen AND p.level = 'ERROR') gaps ON true
  LEFT JOIN LATERAL (
       SELECT array_agg(c.resource) AS resources, array_agg(c.documents) AS documents,
              array_agg(c.expected) AS expected, array_agg(c.complete) AS complete
         FROM gateway.checkpoints c
        WHERE c.run_id = w.run_id AND w.run_ended_at IS NULL) progress ON true
 ORDER BY CASE WHEN $5 AND NOT $6 THEN w.orgnr END,
          CASE WHEN $5 AND $6 THEN w.orgnr END DESC,
          CASE WHEN NOT $5 AND NOT $6 THEN w.name END COLLATE "nb-NO-x-icu",
          CASE WHEN NOT $5 AND $6 THEN w.name END COLLATE "nb-NO-x-icu" DESC,
          w.client_id
