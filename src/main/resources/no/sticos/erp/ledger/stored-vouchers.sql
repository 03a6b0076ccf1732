-- The next stored versions of vouchers with their rows, open and closed, within a number and about so many rows.
-- $1 client, $2 $3 the last one had, $4 most versions, $5 rows
WITH page AS (
    SELECT v.*
      FROM gateway.vouchers v
     WHERE v.client_id = $1 AND (v.from_gen, v.doc) > ($2, $3)
     ORDER BY v.from_gen, v.doc
     LIMIT $4
), measured AS MATERIALIZED (
    SELECT p.*, sum(own.rows) OVER (ORDER BY p.from_gen, p.doc) - own.rows AS before
      FROM page p
     CROSS JOIN LATERAL (
           SELECT count(*) AS rows FROM gateway.voucher_rows r
            WHERE r.client_id = $1 AND r.from_gen = p.from_gen AND r.doc = p.doc) own
)
SELECT m.from_gen, m.doc, m.row_hash, m.books_hash, m.hash_version, m.voucher_id, m.voucher_date, m.number_series,
       m.number, m.voucher_text, m.voucher_type, m.source_id, m.modified_utc, m.created_utc, m.extra::text AS extra,
       gateway.is_version($1, m.from_gen, m.to_gen) AS placed,
       r.row_no, r.account, r.debit::text AS debit, r.credit::text AS credit, r.row_text, r.vat_code_id, r.vat_code,
       r.cost_center_item_id1, r.cost_center_item_id2, r.cost_center_item_id3, r.project_id,
       r.extra::text AS row_extra,
       r.voucher_date IS NOT DISTINCT FROM m.voucher_date AND r.to_gen IS NOT DISTINCT FROM m.to_gen AS follows
  FROM measured m
  LEFT JOIN LATERAL (
       SELECT * FROM gateway.voucher_rows o
        WHERE o.client_id = $1 AND o.from_gen = m.from_gen AND o.doc = m.doc
       OFFSET 0) r ON true
 WHERE m.before < $5
 ORDER BY m.from_gen, m.doc, r.row_no
