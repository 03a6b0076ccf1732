-- $1 client, $2 the check: gaps, or numbers that are there twice with each of their vouchers
SELECT d.year_start, d.series, d.from_number, d.to_number, d.voucher_id, d.at_date
  FROM gateway.deviations d
  JOIN gateway.books b ON b.client_id = d.client_id AND b.current_gen = d.gen
 WHERE d.client_id = $1 AND d.check_id = $2
 ORDER BY d.line
