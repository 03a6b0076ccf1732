-- Every version of a voucher that readers have seen, newest first, with the page that brought it.
-- $1 client, $2 voucher, $3 most
SELECT v.from_gen, v.doc, CASE WHEN v.to_gen <= b.current_gen THEN v.to_gen END AS to_gen,
       v.voucher_date, v.number, v.modified_utc, v.books_hash, v.hash_version,
       opened.published_at, closed.published_at AS replaced_at, p.run_id, p.request, p.read_at
  FROM gateway.books b
 CROSS JOIN LATERAL (
       SELECT o.* FROM gateway.vouchers o WHERE o.client_id = $1 AND o.voucher_id = $2 AND o.to_gen IS NULL
       UNION ALL
       SELECT c.* FROM gateway.vouchers c WHERE c.client_id = $1 AND c.voucher_id = $2 AND c.to_gen > c.from_gen) v
  LEFT JOIN gateway.generations opened ON opened.client_id = $1 AND opened.gen = v.from_gen
  LEFT JOIN gateway.generations closed ON closed.client_id = $1 AND closed.gen = v.to_gen AND v.to_gen <= b.current_gen
  LEFT JOIN LATERAL (
       SELECT l.* FROM gateway.landed_pages l
        WHERE l.client_id = $1 AND l.resource = 'vouchers' AND l.gen = v.from_gen AND l.first_doc <= v.doc
        ORDER BY l.first_doc DESC
        LIMIT 1) p ON true
 WHERE b.client_id = $1 AND v.from_gen <= b.current_gen
 ORDER BY v.from_gen DESC
 LIMIT $3
