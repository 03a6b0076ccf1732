-- $1 client, $2 generation
SELECT CASE WHEN bool_or(level = 'ERROR' AND outcome = 'DEVIATES') THEN 'DEVIATION'
            WHEN bool_or(level = 'ERROR' AND outcome = 'UNKNOWN') THEN 'UNKNOWN'
            ELSE 'OK' END AS verdict,
       min(check_id) FILTER (WHERE level = 'ERROR' AND outcome = 'UNKNOWN') AS unknown_check
  FROM gateway.proof_checks
 WHERE client_id = $1 AND gen = $2
