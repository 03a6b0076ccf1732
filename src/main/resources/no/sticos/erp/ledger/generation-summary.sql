-- $1 client, $2 generation
SELECT g.coverage, g.gaps::text AS gaps, g.as_of, g.result, g.verdict, g.reason,
       (g.counts -> 'documents')::text AS documents,
       (SELECT count(*)::int FROM gateway.deviations d
          JOIN gateway.proof_checks p USING (client_id, gen, check_id)
         WHERE d.client_id = $1 AND d.gen = $2 AND p.level = 'ERROR') AS deviation_count
  FROM gateway.generations g
 WHERE g.client_id = $1 AND g.gen = $2
