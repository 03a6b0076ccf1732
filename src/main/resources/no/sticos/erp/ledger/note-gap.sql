-- A note belongs to a gap that is there now. $1 client, $2 year's first day, $3 series, $4 first number, $5 last number,
-- $6 note, $7 author, $8 author's name
INSERT INTO gateway.voucher_gap_notes (client_id, year_start, series, from_number, to_number, note, author, author_name)
SELECT d.client_id, d.year_start, d.series, d.from_number, d.to_number, $6, $7, $8
  FROM gateway.deviations d
  JOIN gateway.books b ON b.client_id = d.client_id AND b.current_gen = d.gen
 WHERE d.client_id = $1 AND d.check_id = 'C7'
   AND d.year_start = $2 AND d.series = $3 AND d.from_number = $4 AND d.to_number = $5
