-- C12: in a voucher that has both, the tax on a VAT account is the rate of what it is a tax on, give or take a krone.
-- A row's code is often no more than its account's, so one without tax says nothing; codes that post to several
-- accounts (reverse charge) cancel out, and so do the vouchers that they are used in.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept,
-- $6 resources that are whole, $7 resources not in use, $8 movements
WITH codes AS MATERIALIZED (
    SELECT c.vat_code_id, c.code, c.account1 AS account, c.percent,
           c.account2 IS NOT NULL OR c.account3 IS NOT NULL AS several
      FROM ledger.vat_codes_at($1, $3) c
     WHERE c.account1 IS NOT NULL AND c.percent > 0
), known AS MATERIALIZED (
    SELECT DISTINCT ON (r.code, r.from_date) r.code, r.from_date, r.percent
      FROM ledger.vat_rates_at($1, $3) r
     WHERE r.from_date IS NOT NULL
), rates AS MATERIALIZED (
    SELECT i.vat_code_id, i.account, i.several, i.percent, i.from_date,
           lead(i.from_date, 1, 'infinity') OVER (PARTITION BY i.vat_code_id ORDER BY i.from_date) AS until
      FROM (SELECT c.vat_code_id, c.account, c.several, c.percent, '-infinity'::date AS from_date FROM codes c
            UNION ALL
            SELECT c.vat_code_id, c.account, c.several, coalesce(k.percent, c.percent), k.from_date
              FROM codes c
              JOIN known k USING (code)) i
), taxes AS MATERIALIZED (
    SELECT DISTINCT account FROM codes
), sums AS MATERIALIZED (
    SELECT r.from_gen, r.doc, coalesce(t.account, c.account) AS account, min(r.voucher_date) AS voucher_date,
           sum(r.debit - r.credit) FILTER (WHERE t.account IS NOT NULL) AS tax,
           sum((r.debit - r.credit) * c.percent) FILTER (WHERE t.account IS NULL) AS due,
           coalesce(bool_or(c.several), false) AS several
      FROM ledger.voucher_rows_at($1, $3) r
      LEFT JOIN taxes t ON t.account = r.account
      LEFT JOIN rates c ON c.vat_code_id = r.vat_code_id AND r.voucher_date >= c.from_date AND r.voucher_date < c.until
     WHERE t.account IS NOT NULL OR c.account IS NOT NULL
     GROUP BY r.from_gen, r.doc, coalesce(t.account, c.account)
), lines AS MATERIALIZED (
    SELECT s.from_gen, s.doc, s.voucher_date, s.account, s.tax, round(s.due * 0.01, 2) AS due
      FROM sums s
     WHERE s.tax IS NOT NULL AND s.due IS NOT NULL
       AND NOT EXISTS (SELECT FROM sums o WHERE o.from_gen = s.from_gen AND o.doc = s.doc AND o.several)
), wrong AS (
    SELECT l.*, row_number() OVER (ORDER BY abs(l.tax - l.due) DESC, l.from_gen, l.doc, l.account) AS line
      FROM lines l
     WHERE abs(l.tax - l.due) > 1
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, at_date, account, voucher_id, expected, found)
    SELECT $1, $2, 'C12', w.line, w.voucher_date, w.account, v.voucher_id, w.due, w.tax
      FROM wrong w
      JOIN gateway.vouchers v ON v.client_id = $1 AND v.from_gen = w.from_gen AND v.doc = w.doc
     WHERE w.line <= $5 AND EXISTS (SELECT FROM wrong)
), counted AS MATERIALIZED (
    SELECT (SELECT count(*) FROM lines) AS checked, (SELECT count(*) FROM wrong) AS wrong,
           CASE WHEN 'vat_codes' = ANY ($7::text[]) THEN 'notInUse'
                WHEN NOT 'vat_codes' = ANY ($6::text[]) THEN 'notRead'
                WHEN NOT EXISTS (SELECT FROM lines) THEN 'noVat' END AS beside, $4::uuid[], $8::text
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, detail)
SELECT $1, $2, 'C12', 'INFO',
       CASE WHEN n.beside IS NOT NULL THEN 'NOT_APPLICABLE' WHEN n.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END,
       n.checked - n.wrong, n.checked, n.beside
  FROM counted n
