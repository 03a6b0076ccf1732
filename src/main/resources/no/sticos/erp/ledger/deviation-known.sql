-- Whether what deviates from Visma's figures needs no second look: there is nothing, or the books that readers see have
-- the same deviations to the øre. $1 client, $2 generation shown
WITH ours AS (
    SELECT d.check_id, d.year_start, d.at_date, d.account, d.difference
      FROM gateway.deviations d
     WHERE d.client_id = $1 AND d.gen = $2 AND d.check_id IN ('C3', 'C4', 'C8')
), known AS (
    SELECT d.check_id, d.year_start, d.at_date, d.account, d.difference
      FROM gateway.deviations d
      JOIN gateway.books b ON b.client_id = d.client_id AND b.current_gen = d.gen
     WHERE d.client_id = $1 AND d.check_id IN ('C3', 'C4', 'C8')
)
SELECT NOT EXISTS (SELECT FROM gateway.proof_checks p
                    WHERE p.client_id = $1 AND p.gen = $2 AND p.outcome = 'DEVIATES' AND p.check_id IN ('C3', 'C4', 'C8'))
    OR CASE WHEN b.current_gen = $2
            -- The same books, proved anew under the same number: they deviated before, and only in what is stored.
            THEN b.verdict = 'DEVIATION' AND NOT EXISTS (SELECT FROM ours WHERE check_id = 'C8')
            ELSE b.verdict = 'DEVIATION'
                 AND NOT EXISTS ((TABLE ours EXCEPT TABLE known) UNION ALL (TABLE known EXCEPT TABLE ours))
       END AS known,
       (SELECT coalesce(md5(string_agg(d::text, ';' ORDER BY d.check_id, d.line)), '')
          FROM gateway.deviations d
         WHERE d.client_id = $1 AND d.gen = $2 AND d.check_id IN ('C3', 'C4', 'C8')) AS deviations
  FROM gateway.books b
 WHERE b.client_id = $1
