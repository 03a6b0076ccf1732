-- $1 integration
SELECT count(*)
  FROM gateway.grants g
  JOIN gateway.clients c USING (client_id)
 WHERE c.integration_id = $1 AND g.tokens IS NOT NULL
