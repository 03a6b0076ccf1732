-- $1 client
SELECT b.current_gen, b.published_at, b.verified_at, b.verdict, g.reason,
       CASE WHEN b.verdict = 'OK' THEN b.verified_at
            ELSE (SELECT max(p.published_at) FROM gateway.generations p WHERE p.client_id = $1 AND p.verdict = 'OK')
       END AS last_proved_at,
       coalesce((g.counts #>> '{documents,vouchers}')::bigint, 0) AS vouchers,
       coalesce((g.counts ->> 'rows')::bigint, 0) AS rows,
       (SELECT min(y.start_date) FROM ledger.fiscal_years_at($1, b.current_gen) y) AS first_day,
       (SELECT max(y.end_date) FROM ledger.fiscal_years_at($1, b.current_gen) y) AS last_day,
       (SELECT s.accounting_locked_to FROM ledger.company_settings_at($1, b.current_gen) s) AS locked_to
  FROM gateway.books b
  JOIN gateway.generations g ON g.client_id = b.client_id AND g.gen = b.current_gen
 WHERE b.client_id = $1
