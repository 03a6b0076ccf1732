-- What changed in a period that was locked: found when a generation is published, and kept.
-- A lock is one of three: the company's own date, a fiscal year that is locked, a date that a product has set.

-- Each date that a product has set, the newest holds; null = the product has lifted its lock. Nothing is overwritten.
CREATE TABLE gateway.product_locks (
    lock_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_id bigint NOT NULL,
    product   text NOT NULL CHECK (product IN ('avstemming', 'rapport', 'likviditet')),
    locked_to date,                                 -- this day too
    set_by    text NOT NULL,
    set_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX product_locks_newest ON gateway.product_locks (client_id, product, lock_id DESC);
CALL gateway.protect_by_client('gateway.product_locks');
CALL gateway.holds_books('gateway.product_locks');

-- One row for each generation that told of a locked period: how many vouchers, and how the locks had moved.
CREATE TABLE gateway.period_changes (
    client_id     bigint NOT NULL,
    gen           int NOT NULL,
    from_gen      int NOT NULL,                     -- what readers saw before, and whose locks hold
    found_at      timestamptz NOT NULL DEFAULT now(),
    locked_before date,                             -- the company's own date; null = none
    locked_after  date,
    reopened      date[] NOT NULL,                  -- first days of fiscal years that are no longer locked
    added         bigint NOT NULL,
    changed       bigint NOT NULL,
    deleted       bigint NOT NULL,
    PRIMARY KEY (client_id, gen)
);
CALL gateway.protect_by_client('gateway.period_changes');
CALL gateway.holds_books('gateway.period_changes');

-- The vouchers behind those numbers, the first of them: they stand on their own when generations are pruned.
CREATE TABLE gateway.locked_changes (
    client_id     bigint NOT NULL,
    gen           int NOT NULL,
    line          int NOT NULL,
    voucher_id    uuid NOT NULL,
    what          text NOT NULL CHECK (what IN ('NEW', 'CHANGED', 'DELETED')),
    number_before text,
    number_after  text,
    date_before   date,
    date_after    date,
    locks         text[] NOT NULL,                  -- company, fiscal_year, or a product's id
    locked_to     date[] NOT NULL,                  -- each lock's last day
    modified_utc  text,                             -- Visma's; of a deleted voucher the last one known
    accounts      int NOT NULL,                     -- accounts on it, before and after together
    PRIMARY KEY (client_id, gen, line)
);
CALL gateway.protect_by_client('gateway.locked_changes');
CALL gateway.holds_books('gateway.locked_changes');

CREATE TABLE gateway.locked_change_accounts (
    client_id bigint NOT NULL,
    gen       int NOT NULL,
    line      int NOT NULL,
    place     int NOT NULL,                         -- the largest difference first
    account   bigint NOT NULL,
    before    numeric,                              -- debit less credit; null = not on the voucher
    after     numeric,
    PRIMARY KEY (client_id, gen, line, place)
);
CALL gateway.protect_by_client('gateway.locked_change_accounts');
CALL gateway.holds_books('gateway.locked_change_accounts');

GRANT SELECT ON gateway.product_locks, gateway.period_changes, gateway.locked_changes, gateway.locked_change_accounts
    TO erp_tenant;
GRANT INSERT ON gateway.product_locks TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.product_locks, gateway.period_changes, gateway.locked_changes,
    gateway.locked_change_accounts TO erp_system;

ALTER TABLE gateway.events DROP CONSTRAINT events_kind_check;
ALTER TABLE gateway.events ADD CONSTRAINT events_kind_check
    CHECK (kind IN ('generation', 'heartbeat', 'period_changed', 'books_removed', 'removed'));

-- The locks that hold for a client, given the generation that readers saw.
--
-- The company's own locks are taken from that generation, not from the new one: a voucher that changed in a period that
-- was opened for it and locked again afterwards was changed in a locked period, and one that changed before the period
-- was locked was not. A product locks what it was shown, so that its newest date holds from the moment it is set.
CREATE FUNCTION gateway.locks_at(client bigint, generation int)
    RETURNS TABLE (lock text, first_day date, last_day date) LANGUAGE sql STABLE AS $$
    SELECT 'company', '-infinity'::date, s.accounting_locked_to
      FROM ledger.company_settings_at(client, generation) s
     WHERE s.accounting_locked_to IS NOT NULL
    UNION ALL
    SELECT 'fiscal_year', y.start_date, y.end_date
      FROM ledger.fiscal_years_at(client, generation) y
     WHERE y.locked
    UNION ALL
    SELECT newest.product, '-infinity', newest.locked_to
      FROM (SELECT DISTINCT ON (p.product) p.product, p.locked_to
              FROM gateway.product_locks p
             WHERE p.client_id = client
             ORDER BY p.product, p.lock_id DESC) newest
     WHERE newest.locked_to IS NOT NULL
$$;

-- Amounts per account of two versions of a voucher, either of which may be missing (its from_gen is null then).
CREATE FUNCTION gateway.amounts_of(client bigint, gen_before int, doc_before int, gen_after int, doc_after int)
    RETURNS TABLE (account bigint, before numeric, after numeric) LANGUAGE sql STABLE AS $$
    SELECT r.account,
           sum(r.debit - r.credit) FILTER (WHERE r.side = 'before'),
           sum(r.debit - r.credit) FILTER (WHERE r.side = 'after')
      FROM (SELECT 'before' AS side, b.account, b.debit, b.credit FROM gateway.voucher_rows b
             WHERE b.client_id = client AND b.from_gen = gen_before AND b.doc = doc_before
            UNION ALL
            SELECT 'after', a.account, a.debit, a.credit FROM gateway.voucher_rows a
             WHERE a.client_id = client AND a.from_gen = gen_after AND a.doc = doc_after) r
     GROUP BY r.account
$$;

-- Vouchers whose books differ between the generation that readers saw and the newest one, and that a lock covers by
-- their date before or after. books_hash decides; where the two were made by different algorithms, the contents do.
--
-- A voucher that is new to us is new at Visma only if its fiscal year had been read whole before: the first load of a
-- year tells of nothing. Year by year, because a run that missed something covers less than the one before it did.
CREATE FUNCTION gateway.changes_in_locked_periods(client bigint, former int, generation int)
    RETURNS TABLE (voucher_id uuid, what text, number_before text, number_after text, date_before date, date_after date,
                   gen_before int, doc_before int, gen_after int, doc_after int, modified_utc text,
                   locks text[], locked_to date[]) LANGUAGE sql STABLE AS $$
    WITH locks AS MATERIALIZED (
        SELECT l.lock, l.first_day, l.last_day FROM gateway.locks_at(client, former) l
    ), whole_years AS MATERIALIZED (
        SELECT y.start_date, y.end_date
          FROM ledger.fiscal_years_at(client, former) y
         WHERE EXISTS (SELECT FROM gateway.generations g
                        WHERE g.client_id = client AND g.gen <= former AND 'vouchers/' || y.start_date = ANY (g.coverage))
    ), closed AS MATERIALIZED (
        SELECT v.*
          FROM gateway.vouchers v
         WHERE v.client_id = client AND v.from_gen <= former AND v.to_gen > former AND v.to_gen <= generation
    ), opened AS MATERIALIZED (
        SELECT v.*
          FROM gateway.vouchers v
         WHERE v.client_id = client AND v.from_gen > former AND v.from_gen <= generation AND v.to_gen IS NULL
           AND EXISTS (SELECT FROM whole_years y WHERE v.voucher_date BETWEEN y.start_date AND y.end_date)
           AND EXISTS (SELECT FROM locks l WHERE v.voucher_date BETWEEN l.first_day AND l.last_day)
    ), differing AS (
        SELECT b.voucher_id, CASE WHEN a.voucher_id IS NULL THEN 'DELETED' ELSE 'CHANGED' END AS what,
               b.number AS number_before, a.number AS number_after,
               b.voucher_date AS date_before, a.voucher_date AS date_after,
               b.from_gen AS gen_before, b.doc AS doc_before, a.from_gen AS gen_after, a.doc AS doc_after,
               coalesce(a.modified_utc, b.modified_utc) AS modified_utc
          FROM closed b
          LEFT JOIN LATERAL (
               SELECT v.* FROM gateway.vouchers v
                WHERE v.client_id = client AND v.voucher_id = b.voucher_id AND v.to_gen IS NULL
                LIMIT 1) a ON true
         WHERE a.voucher_id IS NULL
            OR CASE WHEN a.hash_version = b.hash_version THEN a.books_hash <> b.books_hash
                    ELSE (a.voucher_date, a.number_series, a.number) IS DISTINCT FROM
                         (b.voucher_date, b.number_series, b.number)
                      OR EXISTS (SELECT FROM gateway.amounts_of(client, b.from_gen, b.doc, a.from_gen, a.doc) s
                                  WHERE s.before IS DISTINCT FROM s.after) END
        UNION ALL
        SELECT a.voucher_id, 'NEW', NULL, a.number, NULL, a.voucher_date, NULL, NULL, a.from_gen, a.doc, a.modified_utc
          FROM opened a
         WHERE a.voucher_id NOT IN (SELECT c.voucher_id FROM closed c)
    )
    SELECT d.*, broken.locks, broken.locked_to
      FROM differing d
     CROSS JOIN LATERAL (
           SELECT array_agg(l.lock ORDER BY l.lock, l.last_day) AS locks,
                  array_agg(l.last_day ORDER BY l.lock, l.last_day) AS locked_to
             FROM locks l
            WHERE d.date_before BETWEEN l.first_day AND l.last_day
               OR d.date_after BETWEEN l.first_day AND l.last_day) broken
     WHERE broken.locks IS NOT NULL
$$;

-- To explain a number: every version of one voucher, and whether it has a mark.
CREATE INDEX vouchers_closed_by_id ON gateway.vouchers (client_id, voucher_id) WHERE to_gen IS NOT NULL;
CREATE INDEX locked_changes_by_voucher ON gateway.locked_changes (client_id, voucher_id);
