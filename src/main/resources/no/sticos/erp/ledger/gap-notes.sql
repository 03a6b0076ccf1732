-- $1 client, $2 most; newest first
SELECT n.year_start, n.series, n.from_number, n.to_number, n.note, n.author_name, n.noted_at
  FROM gateway.voucher_gap_notes n
 WHERE n.client_id = $1
 ORDER BY n.note_id DESC
 LIMIT $2
