-- $1 client, $2 generation, $3 most
SELECT d.check_id, d.year_start, d.account, d.expected::text AS expected, d.found::text AS found,
       d.difference::text AS difference
  FROM gateway.deviations d
  JOIN gateway.proof_checks p USING (client_id, gen, check_id)
 WHERE d.client_id = $1 AND d.gen = $2 AND p.level = 'ERROR'
 ORDER BY d.check_id, d.line
 LIMIT $3
