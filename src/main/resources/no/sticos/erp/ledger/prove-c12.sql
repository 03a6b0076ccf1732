-- C12: in a voucher that has both, the tax on a VAT account is the rate of what it is a tax on, give or take a krone.
-- A row's code is often no more than its account's, so one without tax says nothing; codes that post to several
-- accounts (reverse charge) cancel out, and so do the vouchers that they are used in.
-- $1 client, $2 generation shown, $3 generation read, $4 covered fiscal years, $5 most deviations kept,
-- $6 resources that are whole, $7 resources not in use
WITH codes AS MATERIALIZED (
    SELECT c.vat_code_id, c.code, c.account1 AS account, c.percent,
           c.account2 IS NOT NULL OR c.account3 IS NOT NULL AS several
      FROM ledger.vat_codes_at($1, $3) c
     WHERE c.account1 IS NOT NULL AND c.percent > 0
), rates AS MATERIALIZED (
    SELECT r.code, r.from_date, r.percent, lead(r.from_date) OVER (PARTITION BY r.code ORDER BY r.from_date) AS until
      FROM (SELECT DISTINCT ON (code, from_date) code, from_date, percent FROM ledger.vat_rates_at($1, $3)) r
), held AS MATERIALIZED (
    SELECT r.from_gen, r.doc, r.voucher_date, r.account, r.debit - r.credit AS amount, c.account AS tax_account,
           coalesce(p.percent, c.percent) AS percent, coalesce(c.several, false) AS several,
           r.account IN (SELECT account FROM codes) AS is_tax
      FROM ledger.voucher_rows_at($1, $3) r
      LEFT JOIN codes c ON c.vat_code_id = r.vat_code_id
      LEFT JOIN rates p ON p.code = c.code AND r.voucher_date >= p.from_date
                       AND (p.until IS NULL OR r.voucher_date < p.until)
), lines AS MATERIALIZED (
    SELECT from_gen, doc, voucher_date, tax_account AS account, sum(tax) AS tax, round(sum(due), 2) AS due
      FROM (SELECT h.from_gen, h.doc, h.voucher_date, CASE WHEN h.is_tax THEN h.account ELSE h.tax_account END AS tax_account,
                   CASE WHEN h.is_tax THEN h.amount END AS tax,
                   CASE WHEN NOT h.is_tax THEN h.amount * h.percent / 100 END AS due,
                   bool_or(h.several) OVER (PARTITION BY h.from_gen, h.doc) AS several
              FROM held h
             WHERE h.is_tax OR h.tax_account IS NOT NULL) each_row
     WHERE NOT several
     GROUP BY from_gen, doc, voucher_date, tax_account
    HAVING sum(tax) IS NOT NULL AND sum(due) IS NOT NULL
), wrong AS (
    SELECT l.*, row_number() OVER (ORDER BY abs(l.tax - l.due) DESC, l.from_gen, l.doc, l.account) AS line
      FROM lines l
     WHERE abs(l.tax - l.due) > 1
), noted AS (
    INSERT INTO gateway.deviations (client_id, gen, check_id, line, at_date, account, voucher_id, expected, found)
    SELECT $1, $2, 'C12', w.line, w.voucher_date, w.account, v.voucher_id, w.due, w.tax
      FROM wrong w
      JOIN gateway.vouchers v ON v.client_id = $1 AND v.from_gen = w.from_gen AND v.doc = w.doc
     WHERE w.line <= $5
)
INSERT INTO gateway.proof_checks (client_id, gen, check_id, level, outcome, passed, checked, detail)
SELECT $1, $2, 'C12', 'INFO',
       CASE WHEN n.beside IS NOT NULL THEN 'NOT_APPLICABLE' WHEN n.wrong = 0 THEN 'HOLDS' ELSE 'DEVIATES' END,
       n.checked - n.wrong, n.checked, n.beside
  FROM (SELECT (SELECT count(*) FROM lines) AS checked, (SELECT count(*) FROM wrong) AS wrong,
               CASE WHEN 'vat_codes' = ANY ($7::text[]) THEN 'notInUse'
                    WHEN NOT 'vat_codes' = ANY ($6::text[]) THEN 'notRead'
                    WHEN NOT EXISTS (SELECT FROM lines) THEN 'noVat' END AS beside, $4::uuid[]) n
