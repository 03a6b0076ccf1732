-- $1 client, $2 most
WITH names AS MATERIALIZED (
    SELECT DISTINCT ON (a.fiscal_year_id, a.account) a.fiscal_year_id, a.account, a.name
      FROM ledger.accounts a
     WHERE a.client_id = $1
)
SELECT p.start_date, p.end_date, p.account, n.name, p.expected, p.found, p.difference, p.verdict
  FROM ledger.proof_by_account p
  LEFT JOIN names n USING (fiscal_year_id, account)
 WHERE p.client_id = $1
 ORDER BY p.start_date DESC, p.account
 LIMIT $2
