-- What an account's closing balance is made of in a fiscal year, and Visma's own figure with the page that brought it.
-- No row: no such year, or an account that is neither in its chart nor in its figures.
-- $1 client, $2 generation, $3 the year's first day, $4 account
SELECT y.end_date, a.name, coalesce(t.opening, 0) AS opening, coalesce(t.debit, 0) AS debit,
       coalesce(t.credit, 0) AS credit, coalesce(t.closing, 0) AS closing,
       n.debit_rows, n.credit_rows, v.balance AS visma, v.read_at AS visma_read_at
  FROM ledger.fiscal_years_at($1, $2) y
  LEFT JOIN LATERAL (
       SELECT x.account, x.name FROM ledger.accounts_at($1, $2) x
        WHERE x.fiscal_year_id = y.fiscal_year_id AND x.account = $4
        LIMIT 1) a ON true
  LEFT JOIN LATERAL (
       SELECT x.* FROM ledger.trial_balance_at($1, $2) x
        WHERE x.fiscal_year_id = y.fiscal_year_id AND x.account = $4) t ON true
 CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE r.debit <> 0) AS debit_rows, count(*) FILTER (WHERE r.credit <> 0) AS credit_rows
         FROM ledger.voucher_rows_at($1, $2) r
        WHERE r.account = $4 AND r.voucher_date BETWEEN y.start_date AND y.end_date) n
  LEFT JOIN LATERAL (
       SELECT (d.body ->> 'Balance')::numeric AS balance, p.read_at
         FROM gateway.documents d
         LEFT JOIN LATERAL (
              SELECT l.read_at FROM gateway.landed_pages l
               WHERE l.client_id = $1 AND l.resource = d.resource AND l.gen = d.from_gen AND l.first_doc <= d.doc
               ORDER BY l.first_doc DESC
               LIMIT 1) p ON true
        WHERE d.client_id = $1 AND d.resource = 'account_balances'
          AND d.from_gen <= $2 AND (d.to_gen IS NULL OR d.to_gen > $2)
          AND (d.body ->> 'Date')::date = y.end_date AND (d.body ->> 'AccountNumber')::bigint = $4
        LIMIT 1) v ON true
 WHERE y.start_date = $3 AND (a.account IS NOT NULL OR t.account IS NOT NULL)
