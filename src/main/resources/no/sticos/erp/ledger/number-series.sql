-- $1 client
SELECT s.year_start, s.year_end, s.series, s.first_number, s.last_number, s.vouchers, s.unreadable, s.gaps
  FROM gateway.number_series s
  JOIN gateway.books b ON b.client_id = s.client_id AND b.current_gen = s.gen
 WHERE s.client_id = $1
 ORDER BY s.year_start DESC, s.series
