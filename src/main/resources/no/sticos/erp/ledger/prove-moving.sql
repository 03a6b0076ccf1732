-- While the books move, Visma's figures and our rows speak of different moments: what differs between them proves
-- nothing. $1 client, $2 generation shown
WITH doubted AS (
    UPDATE gateway.proof_checks
       SET outcome = 'UNKNOWN', detail = 'drift'
     WHERE client_id = $1 AND gen = $2 AND outcome = 'DEVIATES' AND check_id IN ('C3', 'C4', 'C5', 'C8')
    RETURNING check_id
)
DELETE FROM gateway.deviations d USING doubted
 WHERE d.client_id = $1 AND d.gen = $2 AND d.check_id = doubted.check_id
