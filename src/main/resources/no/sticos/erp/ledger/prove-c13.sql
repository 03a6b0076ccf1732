-- C13: an invoice's voucher is there, and has the invoice's total on an account of customers (group 15) or suppliers
-- (24); several invoices in one voucher have it together. What was paid at once never was on such an account; what is
-- in another currency has another total there. Signs differ from system to system and say nothing.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept,
-- $6 resources that are whole, $7 resources not in use, $8 movements
WITH years AS MATERIALIZED (
    SELECT y.fiscal_year_id, y.start_date, y.bookkeeping_method FROM ledger.fiscal_years_at($1, $3) y
), own AS MATERIALIZED (
    SELECT coalesce(min(s.currency), 'NOK') AS currency FROM ledger.company_settings_at($1, $3) s
), invoices AS MATERIALIZED (
    SELECT i.voucher_id, '15' AS kind, min(i.invoice_date) AS invoice_date, sum(i.total) AS total,
           bool_or(i.currency <> own.currency) AS foreign_currency
      FROM ledger.customer_invoices_at($1, $3) i, own
     WHERE i.voucher_id IS NOT NULL AND 'customer_invoices' = ANY ($6::text[])
     GROUP BY i.voucher_id
    UNION ALL
    SELECT i.voucher_id, '24', min(i.invoice_date), sum(i.total), bool_or(i.currency <> own.currency)
      FROM ledger.supplier_invoices_at($1, $3) i, own
     WHERE i.voucher_id IS NOT NULL AND 'supplier_invoices' = ANY ($6::text[])
       AND i.status IS DISTINCT FROM 0 AND i.status IS DISTINCT FROM 2
     GROUP BY i.voucher_id
), booked AS MATERIALIZED (
    SELECT v.voucher_id, v.voucher_date, left(r.account::text, 2) AS kind, sum(r.debit - r.credit) AS total
      FROM ledger.voucher_rows_at($1, $3) r
      JOIN gateway.vouchers v ON v.client_id = $1 AND v.from_gen = r.from_gen AND v.doc = r.doc
     WHERE EXISTS (SELECT FROM invoices)
       AND r.account = ANY (ARRAY(SELECT m.account FROM unnest($8::text::ledger.movement[]) m
                                   WHERE left(m.account::text, 2) IN ('15', '24')))
     GROUP BY v.voucher_id, v.voucher_date, left(r.account::text, 2)
), lines AS MATERIALIZED (
    SELECT i.voucher_id, coalesce(b.voucher_date, i.invoice_date) AS at_date, i.total,
           CASE WHEN i.total < 0 THEN -abs(b.total) ELSE abs(b.total) END AS found, v.voucher_id IS NULL AS is_missing
      FROM invoices i
      LEFT JOIN ledger.vouchers_at($1, $3) v ON v.voucher_id = i.voucher_id
      LEFT JOIN booked b ON b.voucher_id = i.voucher_id AND b.kind = i.kind
     WHERE CASE WHEN v.voucher_id IS NULL THEN (SELECT bool_and(fiscal_year_id = ANY ($4::uuid[])) FROM years)
                ELSE b.voucher_id IS NOT NULL AND NOT coalesce(i.foreign_currency, false) END
), wrong AS (
    SELECT l.*, row_number() OVER (ORDER BY l.at_date DESC, l.voucher_id) AS line
      FROM lines l
     WHERE l.is_missing OR l.found <> l.total
), counted AS MATERIALIZED (
    SELECT (SELECT count(*) FROM lines) AS checked, (SELECT count(*) FROM wrong) AS wrong,
           CASE WHEN ARRAY['customer_invoices', 'supplier_invoices'] <@ $7::text[] THEN 'notInUse'
                WHEN NOT ARRAY['customer_invoices', 'supplier_invoices'] && $6::text[] THEN 'notRead'
                WHEN (SELECT bookkeeping_method FROM years ORDER BY start_date DESC LIMIT 1) = 1 THEN 'cash'
                WHEN NOT EXISTS (SELECT FROM lines) THEN 'noInvoices' END AS beside
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, at_date, voucher_id, expected, found)
    SELECT $1, $2, 'C13', w.line, w.at_date, w.voucher_id, w.total, w.found FROM wrong w, own WHERE w.line <= $5
       AND (SELECT bookkeeping_method FROM years ORDER BY start_date DESC LIMIT 1) IS DISTINCT FROM 1
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, detail)
SELECT $1, $2, 'C13', 'WARN',
       CASE WHEN n.beside IS NOT NULL THEN 'NOT_APPLICABLE' WHEN n.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END,
       n.checked - n.wrong, n.checked, n.beside
  FROM counted n
