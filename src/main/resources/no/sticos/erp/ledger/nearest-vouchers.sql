-- By the index of accounts: one account's rows in one year. $1 client, $2 year's first day, $3 account, $4 difference,
-- $5 most
WITH moves AS (
    SELECT r.from_gen, r.doc, sum(r.debit - r.credit) AS amount
      FROM gateway.books b
      JOIN ledger.fiscal_years_at(b.client_id, b.current_gen) y ON y.start_date = $2
      JOIN gateway.voucher_rows r ON r.client_id = b.client_id AND r.account = $3
                                 AND r.voucher_date BETWEEN y.start_date AND y.end_date
                                 AND r.from_gen <= b.current_gen AND (r.to_gen IS NULL OR r.to_gen > b.current_gen)
     WHERE b.client_id = $1
     GROUP BY r.from_gen, r.doc
), ranked AS (
    SELECT m.*, CASE WHEN $4::numeric = 0 THEN 4 WHEN abs(m.amount) = abs($4) THEN 1 WHEN abs(m.amount) * 2 = abs($4) THEN 2
                     WHEN abs(m.amount) = abs($4) * 2 THEN 3 ELSE 4 END AS rank
      FROM moves m
     ORDER BY rank, m.from_gen DESC, abs(m.amount) DESC, m.doc
     LIMIT $5
)
SELECT v.voucher_id, v.number, v.voucher_date, v.voucher_text, r.amount, v.from_gen,
       (ARRAY['SAME_AMOUNT', 'HALF', 'DOUBLE', 'NEWEST'])[r.rank] AS why
  FROM ranked r
  JOIN gateway.vouchers v ON v.client_id = $1 AND v.from_gen = r.from_gen AND v.doc = r.doc
 ORDER BY r.rank, r.from_gen DESC, abs(r.amount) DESC, r.doc
