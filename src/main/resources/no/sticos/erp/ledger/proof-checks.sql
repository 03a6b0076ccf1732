-- $1 client
SELECT p.check_id, p.level, p.outcome, p.passed, p.checked, p.detail
  FROM gateway.proof_checks p
  JOIN gateway.books b ON b.client_id = p.client_id AND b.current_gen = p.gen
 WHERE p.client_id = $1
 ORDER BY substr(p.check_id, 2)::int
