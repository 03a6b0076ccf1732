-- $1 client, $2 and $3 the generation and line of the last one had, $4 most
SELECT c.gen, c.line, p.found_at, c.voucher_id, c.what, c.number_before, c.number_after, c.date_before, c.date_after,
       c.locks, c.locked_to, c.modified_utc, c.accounts
  FROM gateway.locked_changes c
  JOIN gateway.period_changes p USING (client_id, gen)
  JOIN gateway.books b ON b.client_id = c.client_id AND c.gen <= b.current_gen
 WHERE c.client_id = $1 AND (c.gen < $2 OR (c.gen = $2 AND c.line > $3))
 ORDER BY c.gen DESC, c.line
 LIMIT $4
