-- $1 integration, $2 numbers
SELECT orgnr, min(name) AS name
  FROM gateway.clients
 WHERE integration_id = $1 AND orgnr = ANY ($2)
 GROUP BY orgnr
