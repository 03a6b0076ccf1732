SELECT s.state, count(r.run_id) AS runs
  FROM unnest(ARRAY['QUEUED', 'RUNNING']) AS s (state)
  LEFT JOIN gateway.runs r ON r.state = s.state AND r.ended_at IS NULL
 GROUP BY s.state
 ORDER BY s.state
