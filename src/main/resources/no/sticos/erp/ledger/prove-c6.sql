-- C6: what customers owe, and what is owed to suppliers, is what their control accounts hold: 1500 or 2400 and their
-- like, and whatever account of group 15 or 24 an item's own voucher brought its total to. Items are as of now, so they
-- are held against the newest year's end. A customer's item in another currency is worth what its rate says; of a
-- supplier's invoice Visma gives what remains in the company's own currency, negative like the account (facts.md §2.5).
-- Only the invoicing method has open items in the books. What was booked after the items were read tells nothing. Where
-- neither side is asked, no row is read.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept,
-- $6 resources that are whole, $7 resources not in use, $8 movements
WITH sides (check_id, resource, kind, usual, main) AS (
    VALUES ('C6-customers', 'customer_ledger_items', '15', ARRAY['150', '151'], 1500::bigint),
           ('C6-suppliers', 'supplier_invoices', '24', ARRAY['240', '241'], 2400)
), years AS MATERIALIZED (
    SELECT y.fiscal_year_id, y.start_date, y.end_date, y.bookkeeping_method FROM ledger.fiscal_years_at($1, $3) y
), newest AS MATERIALIZED (
    SELECT bool_and(y.fiscal_year_id = ANY ($4::uuid[])) AS whole,
           (array_agg(y.bookkeeping_method ORDER BY y.start_date DESC))[1] AS method
      FROM years y
), asked AS MATERIALIZED (
    SELECT coalesce(bool_or(newest.method = 0 AND s.resource = ANY ($6::text[]) AND NOT s.resource = ANY ($7::text[])),
                    false) AS anything
      FROM sides s, newest
), own AS MATERIALIZED (
    SELECT coalesce(min(s.currency), 'NOK') AS currency FROM ledger.company_settings_at($1, $3) s
), items AS MATERIALIZED (
    SELECT 'C6-customers' AS check_id, i.voucher_id, i.total, i.remaining, i.currency <> own.currency AS is_foreign,
           CASE WHEN i.currency <> own.currency
                THEN round(i.remaining * coalesce(i.currency_rate, 1) / coalesce(nullif(i.currency_rate_unit, 0), 1), 2)
                ELSE i.remaining END AS worth
      FROM ledger.customer_ledger_items_at($1, $3) i, own
    UNION ALL
    SELECT 'C6-suppliers', i.voucher_id, i.total, i.remaining, i.currency <> own.currency, i.remaining
      FROM ledger.supplier_invoices_at($1, $3) i, own
     WHERE i.status IS DISTINCT FROM 0 AND i.status IS DISTINCT FROM 2
), open AS (
    SELECT i.check_id, count(*) AS items, sum(i.worth) AS worth, bool_or(i.is_foreign) AS is_foreign
      FROM items i
     WHERE i.remaining <> 0
     GROUP BY i.check_id
), postings AS MATERIALIZED (
    SELECT v.voucher_id, v.voucher_type, r.account, r.debit - r.credit AS amount
      FROM ledger.voucher_rows_at($1, $3) r
      JOIN gateway.vouchers v ON v.client_id = $1 AND v.from_gen = r.from_gen AND v.doc = r.doc
     WHERE (SELECT anything FROM asked)
       AND r.account = ANY (ARRAY(SELECT m.account FROM unnest($8::text::ledger.movement[]) m
                                   WHERE left(m.account::text, 2) IN ('15', '24')))
), control AS MATERIALIZED (
    SELECT s.check_id, p.account
      FROM (SELECT DISTINCT account FROM postings) p
      JOIN sides s ON left(p.account::text, 3) = ANY (s.usual)
    UNION
    SELECT s.check_id, p.account
      FROM items i
      JOIN postings p ON p.voucher_id = i.voucher_id AND p.amount = i.total
      JOIN sides s ON s.check_id = i.check_id AND s.kind = left(p.account::text, 2)
), figures AS MATERIALIZED (
    SELECT b.at_date, b.account, b.balance FROM ledger.account_balances_at($1, $3) b
), day AS MATERIALIZED (
    SELECT y.start_date, y.end_date,
           NOT EXISTS (SELECT FROM ledger.vouchers_at($1, $3) v
                        WHERE (SELECT anything FROM asked) AND v.voucher_date > y.end_date) AS is_last
      FROM years y
     WHERE y.end_date IN (SELECT f.at_date FROM figures f)
     ORDER BY y.end_date DESC
     LIMIT 1
), held AS (
    SELECT s.check_id, min(f.account) AS account, sum(f.balance) AS balance
      FROM sides s
      JOIN figures f ON f.at_date = (SELECT end_date FROM day)
                    AND (left(f.account::text, 3) = ANY (s.usual)
                         OR (s.check_id, f.account) IN (SELECT c.check_id, c.account FROM control c))
     GROUP BY s.check_id
), by_hand AS (
    SELECT DISTINCT c.check_id FROM control c JOIN postings p ON p.account = c.account AND p.voucher_type = 2
), begun AS (
    SELECT c.resource, max(c.began_at) AS at
      FROM gateway.checkpoints c
     WHERE c.run_id = ANY (ARRAY(SELECT r.run_id FROM gateway.runs r WHERE r.client_id = $1 ORDER BY r.run_id DESC LIMIT 10))
       AND c.resource IN (SELECT resource FROM sides) AND c.complete AND c.refused IS NULL
     GROUP BY c.resource
), booked AS MATERIALIZED (
    SELECT max(greatest(v.modified_utc, v.created_utc)) AS last
      FROM ledger.vouchers_at($1, $3) v
     WHERE (SELECT anything FROM asked)
), compared AS MATERIALIZED (
    SELECT s.check_id, coalesce(h.account, s.main) AS account, coalesce(h.balance, 0) AS balance,
           coalesce(o.items, 0) AS items, coalesce(o.worth, 0) AS worth,
           CASE WHEN s.resource = ANY ($7::text[]) THEN 'notInUse'
                WHEN NOT s.resource = ANY ($6::text[]) THEN 'notRead'
                WHEN newest.method = 1 THEN 'cash'
                WHEN newest.method IS DISTINCT FROM 0 THEN 'method' END AS beside,
           CASE WHEN NOT coalesce((SELECT is_last FROM day), false) THEN 'noBalances'
                WHEN coalesce(o.worth, 0) = coalesce(h.balance, 0) THEN NULL
                WHEN (SELECT last FROM booked)
                     >= to_char(g.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') THEN 'drift'
                WHEN NOT newest.whole THEN 'notRead' END AS unknown,
           CASE WHEN o.is_foreign THEN 'currency' WHEN b.check_id IS NOT NULL THEN 'manual' END AS caveat
      FROM sides s
     CROSS JOIN newest
      LEFT JOIN held h ON h.check_id = s.check_id
      LEFT JOIN open o ON o.check_id = s.check_id
      LEFT JOIN by_hand b ON b.check_id = s.check_id
      LEFT JOIN begun g ON g.resource = s.resource
), judged AS MATERIALIZED (
    SELECT c.*, CASE WHEN c.beside IS NOT NULL THEN 'NOT_APPLICABLE' WHEN c.unknown IS NOT NULL THEN 'UNKNOWN'
                     WHEN c.worth = c.balance THEN 'HOLDS' ELSE 'DEVIATES' END AS outcome
      FROM compared c
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, year_start, at_date, account, expected, found)
    SELECT $1, $2, j.check_id, 1, day.start_date, day.end_date, j.account, j.balance, j.worth
      FROM judged j, day
     WHERE j.outcome = 'DEVIATES' AND $5 > 0
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, amount, detail)
SELECT $1, $2, j.check_id, 'WARN', j.outcome, CASE WHEN j.outcome = 'HOLDS' THEN j.items ELSE 0 END, j.items,
       CASE j.outcome WHEN 'HOLDS' THEN j.worth WHEN 'DEVIATES' THEN j.worth - j.balance END,
       coalesce(j.beside, j.unknown, CASE WHEN j.outcome = 'DEVIATES' THEN j.caveat END)
  FROM judged j
