-- Whether the run was told of just as many vouchers as are held and as the proof held them against, with none of them set
-- aside. The proof of a first load counted only the years of its last stage. $1 client, $2 run, $3 generation shown
SELECT EXISTS (
    SELECT FROM gateway.checkpoints c
      JOIN gateway.proof_checks p ON p.client_id = $1 AND p.gen = $3 AND p.check_id = 'C8' AND p.outcome = 'HOLDS'
     WHERE c.run_id = $2 AND c.resource = 'vouchers' AND c.complete AND c.refused IS NULL AND c.isolated = 0
       AND c.expected = p.checked
       AND c.expected = (SELECT count(*) FROM gateway.vouchers v WHERE v.client_id = $1 AND v.to_gen IS NULL)) AS is_held
