-- Whether the run was told of just as many vouchers as are held, with none of them set aside. $1 client, $2 run
SELECT EXISTS (
    SELECT FROM gateway.checkpoints c
     WHERE c.run_id = $2 AND c.resource = 'vouchers' AND c.complete AND c.refused IS NULL AND c.isolated = 0
       AND c.expected = (SELECT count(*) FROM gateway.vouchers v WHERE v.client_id = $1 AND v.to_gen IS NULL)) AS is_held
