-- $1 client, $2 and $3 the version of the voucher, $4 its date, $5 generation whose chart names the accounts, $6 most
WITH own AS MATERIALIZED (
    SELECT r.row_no, r.account, r.debit, r.credit, r.row_text, r.vat_code
      FROM gateway.voucher_rows r
     WHERE r.client_id = $1 AND r.from_gen = $2 AND r.doc = $3
     ORDER BY r.row_no
     LIMIT $6
), named AS (
    SELECT DISTINCT ON (a.account) a.account, a.name
      FROM ledger.accounts_at($1, $5) a
     WHERE a.account IN (SELECT o.account FROM own o)
     ORDER BY a.account, a.fiscal_year_id
)
SELECT o.row_no, o.account, n.name, o.debit, o.credit, o.row_text, o.vat_code,
       (SELECT y.start_date FROM ledger.fiscal_years_at($1, $5) y WHERE $4::date BETWEEN y.start_date AND y.end_date
         LIMIT 1) AS year_start
  FROM own o
  LEFT JOIN named n USING (account)
 ORDER BY o.row_no
