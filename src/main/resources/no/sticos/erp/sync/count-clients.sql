-- One grouped count over the firm's clients: per integration and state.
SELECT s.integration_id, s.state, count(*) AS clients, count(*) FILTER (WHERE s.active) AS active,
       max(s.published_at) AS published_at
  FROM gateway.client_states s
 GROUP BY s.integration_id, s.state
