-- $1 client, $2 most
SELECT d.account, a.name, d.year_start, d.found, d.expected
  FROM gateway.deviations d
  JOIN gateway.books b ON b.client_id = d.client_id AND b.current_gen = d.gen
  LEFT JOIN LATERAL (
       SELECT x.name FROM ledger.accounts_at($1, b.current_gen) x WHERE x.account = d.account LIMIT 1) a ON true
 WHERE d.client_id = $1 AND d.check_id = 'C3'
 ORDER BY abs(d.difference) DESC, d.year_start, d.account
 LIMIT $2
