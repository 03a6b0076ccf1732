-- $1 run
SELECT m.kind, m.integration_id, c.revoked, c.hidden_at IS NOT NULL AS hidden,
       m.starts_at + make_interval(secs => $2) < now() AS late
  FROM gateway.runs r
  JOIN gateway.removals m USING (removal_id)
  JOIN gateway.removed_clients c USING (removal_id, client_id)
 WHERE r.run_id = $1
