-- $1 client, $2 generations, $3 their lines, $4 most accounts of each
WITH wanted AS MATERIALIZED (
    SELECT a.gen, a.line, a.place, a.account, a.before, a.after
      FROM unnest($2::int[], $3::int[]) AS w (gen, line)
      JOIN gateway.locked_change_accounts a ON a.client_id = $1 AND a.gen = w.gen AND a.line = w.line AND a.place <= $4
), named AS (
    SELECT DISTINCT ON (n.account) n.account, n.name
      FROM gateway.books b
     CROSS JOIN LATERAL ledger.accounts_at($1, b.current_gen) n
     WHERE b.client_id = $1 AND n.account IN (SELECT w.account FROM wanted w)
     ORDER BY n.account, n.fiscal_year_id
)
SELECT w.gen, w.line, w.account, n.name, w.before, w.after
  FROM wanted w
  LEFT JOIN named n USING (account)
 ORDER BY w.gen DESC, w.line, w.place
