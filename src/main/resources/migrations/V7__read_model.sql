-- The public read model. Each function gives a resource as a client's generation had it, published or being built;
-- each view gives it as the client's current generation has it. They are plain SELECTs, so that the planner sees
-- through them, and run with the reader's own rights, so that row-level security holds.

CREATE FUNCTION ledger.documents_at(client bigint, resource_id text, generation int)
    RETURNS TABLE (key text, from_gen int, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT d.key, d.from_gen, d.body
      FROM gateway.documents d
     WHERE d.client_id = client AND d.resource = resource_id
       AND d.from_gen <= generation AND (d.to_gen IS NULL OR d.to_gen > generation)
$$;

CREATE FUNCTION ledger.company_settings_at(client bigint, generation int)
    RETURNS TABLE (name text, country_code text, currency text, product_variant int, accounting_locked_to date,
                   accounting_lock_interval int, vat_period int, activated_modules text[], body jsonb)
    LANGUAGE sql STABLE AS $$
    SELECT d.body ->> 'Name', d.body ->> 'CountryCode', d.body ->> 'CurrencyCode', (d.body ->> 'ProductVariant')::int,
           left(d.body ->> 'AccountingLockedTo', 10)::date, (d.body ->> 'AccountingLockInterval')::int,
           (d.body ->> 'VatPeriod')::int,
           ARRAY(SELECT jsonb_array_elements_text(CASE WHEN jsonb_typeof(d.body -> 'ActivatedModules') = 'array'
                                                       THEN d.body -> 'ActivatedModules' ELSE '[]' END)), d.body
      FROM ledger.documents_at(client, 'company_settings', generation) d
$$;

CREATE FUNCTION ledger.fiscal_years_at(client bigint, generation int)
    RETURNS TABLE (fiscal_year_id uuid, start_date date, end_date date, locked boolean, bookkeeping_method int, body jsonb)
    LANGUAGE sql STABLE AS $$
    SELECT (d.body ->> 'Id')::uuid, left(d.body ->> 'StartDate', 10)::date, left(d.body ->> 'EndDate', 10)::date,
           (d.body ->> 'IsLockedForAccounting')::boolean, (d.body ->> 'BookkeepingMethod')::int, d.body
      FROM ledger.documents_at(client, 'fiscal_years', generation) d
$$;

CREATE FUNCTION ledger.accounts_at(client bigint, generation int)
    RETURNS TABLE (fiscal_year_id uuid, account bigint, name text, active boolean, body jsonb)
    LANGUAGE sql STABLE AS $$
    SELECT (d.body ->> 'FiscalYearId')::uuid, (d.body ->> 'Number')::bigint, d.body ->> 'Name',
           (d.body ->> 'IsActive')::boolean, d.body
      FROM ledger.documents_at(client, 'accounts', generation) d
$$;

CREATE FUNCTION ledger.opening_balances_at(client bigint, generation int)
    RETURNS TABLE (account bigint, name text, balance numeric, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT (d.body ->> 'Number')::bigint, d.body ->> 'Name', (d.body ->> 'Balance')::numeric, d.body
      FROM ledger.documents_at(client, 'opening_balances', generation) d
$$;

-- Visma's own figures, read at the day before each fiscal year and at its last day.
CREATE FUNCTION ledger.account_balances_at(client bigint, generation int)
    RETURNS TABLE (at_date date, account bigint, name text, balance numeric, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT (d.body ->> 'Date')::date, (d.body ->> 'AccountNumber')::bigint, d.body ->> 'AccountName',
           (d.body ->> 'Balance')::numeric, d.body
      FROM ledger.documents_at(client, 'account_balances', generation) d
$$;

CREATE FUNCTION ledger.vouchers_at(client bigint, generation int)
    RETURNS TABLE (voucher_id uuid, voucher_date date, number_series text, number text, voucher_text text,
                   voucher_type int, source_id uuid, modified_utc text, created_utc text, extra jsonb,
                   from_gen int, doc int)
    LANGUAGE sql STABLE AS $$
    SELECT v.voucher_id, v.voucher_date, v.number_series, v.number, v.voucher_text, v.voucher_type, v.source_id,
           v.modified_utc, v.created_utc, v.extra, v.from_gen, v.doc
      FROM gateway.vouchers v
     WHERE v.client_id = client AND v.from_gen <= generation AND (v.to_gen IS NULL OR v.to_gen > generation)
$$;

CREATE FUNCTION ledger.voucher_rows_at(client bigint, generation int)
    RETURNS TABLE (from_gen int, doc int, voucher_date date, row_no int, account bigint, debit numeric, credit numeric,
                   vat_code_id uuid, vat_code text, cost_center_item_id1 uuid, cost_center_item_id2 uuid,
                   cost_center_item_id3 uuid, project_id uuid, row_text text, extra jsonb)
    LANGUAGE sql STABLE AS $$
    SELECT r.from_gen, r.doc, r.voucher_date, r.row_no, r.account, r.debit, r.credit, r.vat_code_id, r.vat_code,
           r.cost_center_item_id1, r.cost_center_item_id2, r.cost_center_item_id3, r.project_id, r.row_text, r.extra
      FROM gateway.voucher_rows r
     WHERE r.client_id = client AND r.from_gen <= generation AND (r.to_gen IS NULL OR r.to_gen > generation)
$$;

-- Accounts that carry their balance into the next fiscal year: classes 1 and 2 of the Norwegian charts.
CREATE FUNCTION ledger.carries_over(account bigint) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN left(account::text, 1) IN ('1', '2');

-- Opening balance, movement and closing balance per fiscal year and account, from our own rows.
CREATE FUNCTION ledger.trial_balance_at(client bigint, generation int)
    RETURNS TABLE (fiscal_year_id uuid, start_date date, end_date date, account bigint,
                   opening numeric, debit numeric, credit numeric, closing numeric)
    LANGUAGE sql STABLE AS $$
    WITH years AS (
        SELECT y.fiscal_year_id, y.start_date, y.end_date, row_number() OVER (ORDER BY y.start_date) = 1 AS is_first
          FROM ledger.fiscal_years_at(client, generation) y
    ), figures AS (
        SELECT y.fiscal_year_id, o.account, o.balance AS opening, 0::numeric AS debit, 0::numeric AS credit
          FROM years y, ledger.opening_balances_at(client, generation) o
         WHERE y.is_first
        UNION ALL
        SELECT y.fiscal_year_id, b.account, b.balance, 0, 0
          FROM years y
          JOIN ledger.account_balances_at(client, generation) b ON b.at_date = y.start_date - 1
         WHERE NOT y.is_first AND ledger.carries_over(b.account)
        UNION ALL
        SELECT y.fiscal_year_id, m.account, 0, m.debit, m.credit
          FROM years y
          JOIN (SELECT r.voucher_date, r.account, sum(r.debit) AS debit, sum(r.credit) AS credit
                  FROM ledger.voucher_rows_at(client, generation) r
                 GROUP BY r.voucher_date, r.account) m ON m.voucher_date BETWEEN y.start_date AND y.end_date
    )
    SELECT y.fiscal_year_id, y.start_date, y.end_date, f.account,
           sum(f.opening), sum(f.debit), sum(f.credit), sum(f.opening) + sum(f.debit) - sum(f.credit)
      FROM figures f
      JOIN years y USING (fiscal_year_id)
     GROUP BY y.fiscal_year_id, y.start_date, y.end_date, f.account
$$;

CREATE VIEW ledger.company_settings WITH (security_invoker) AS
    SELECT b.client_id, d.* FROM gateway.books b, ledger.company_settings_at(b.client_id, b.current_gen) d;
CREATE VIEW ledger.fiscal_years WITH (security_invoker) AS
    SELECT b.client_id, d.* FROM gateway.books b, ledger.fiscal_years_at(b.client_id, b.current_gen) d;
CREATE VIEW ledger.accounts WITH (security_invoker) AS
    SELECT b.client_id, d.* FROM gateway.books b, ledger.accounts_at(b.client_id, b.current_gen) d;
CREATE VIEW ledger.opening_balances WITH (security_invoker) AS
    SELECT b.client_id, d.* FROM gateway.books b, ledger.opening_balances_at(b.client_id, b.current_gen) d;
CREATE VIEW ledger.account_balances WITH (security_invoker) AS
    SELECT b.client_id, d.* FROM gateway.books b, ledger.account_balances_at(b.client_id, b.current_gen) d;
CREATE VIEW ledger.vouchers WITH (security_invoker) AS
    SELECT b.client_id, d.* FROM gateway.books b, ledger.vouchers_at(b.client_id, b.current_gen) d;
CREATE VIEW ledger.voucher_rows WITH (security_invoker) AS
    SELECT b.client_id, v.voucher_id, d.*
      FROM gateway.books b,
           ledger.voucher_rows_at(b.client_id, b.current_gen) d,
           gateway.vouchers v
     WHERE v.client_id = b.client_id AND v.from_gen = d.from_gen AND v.doc = d.doc;
CREATE VIEW ledger.trial_balances WITH (security_invoker) AS
    SELECT b.client_id, d.* FROM gateway.books b, ledger.trial_balance_at(b.client_id, b.current_gen) d;

GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO erp_tenant, erp_system;
