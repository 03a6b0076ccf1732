-- A note belongs to a gap that is there now; a person whose word is the newest does not say it again. $1 client,
-- $2 year's first day, $3 series, $4 first number, $5 last number, $6 note, $7 author, $8 author's name
WITH gap AS (
    SELECT d.client_id, d.year_start, d.series, d.from_number, d.to_number
      FROM gateway.deviations d
      JOIN gateway.books b ON b.client_id = d.client_id AND b.current_gen = d.gen
     WHERE d.client_id = $1 AND d.check_id = 'C7'
       AND d.year_start = $2 AND d.series = $3 AND d.from_number = $4 AND d.to_number = $5
), added AS (
    INSERT INTO gateway.voucher_gap_notes
           (client_id, year_start, series, from_number, to_number, note, author, author_name)
    SELECT g.*, $6, $7, $8
      FROM gap g
     WHERE NOT EXISTS (
           SELECT FROM (SELECT n.note, n.author
                          FROM gateway.voucher_gap_notes n
                         WHERE (n.client_id, n.year_start, n.series, n.from_number, n.to_number)
                               = (g.client_id, g.year_start, g.series, g.from_number, g.to_number)
                         ORDER BY n.note_id DESC
                         LIMIT 1) newest
            WHERE newest.note = $6 AND newest.author = $7)
    RETURNING note_id
)
SELECT EXISTS (SELECT FROM added) AS added
  FROM gap
