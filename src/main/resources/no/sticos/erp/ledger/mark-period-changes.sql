-- Keeps what a generation changed in locked periods, and whether a lock moved back; counts 0 if neither.
-- $1 client, $2 the newest generation, $3 the one readers saw, $4 most vouchers kept, $5 most accounts of each
WITH found AS MATERIALIZED (
    SELECT c.*, row_number() OVER (ORDER BY coalesce(c.date_before, c.date_after), c.voucher_id)::int AS line
      FROM gateway.changes_in_locked_periods($1, $3, $2) c
), kept AS MATERIALIZED (
    SELECT f.* FROM found f WHERE f.line <= $4
), amounts AS MATERIALIZED (
    SELECT k.line, a.account, a.before, a.after, count(*) OVER (PARTITION BY k.line)::int AS accounts,
           row_number() OVER (PARTITION BY k.line
                              ORDER BY abs(coalesce(a.after, 0) - coalesce(a.before, 0)) DESC, a.account)::int AS place
      FROM kept k
     CROSS JOIN LATERAL gateway.amounts_of($1, k.gen_before, k.doc_before, k.gen_after, k.doc_after) a
), locked AS (
    SELECT (SELECT s.accounting_locked_to FROM ledger.company_settings_at($1, $3) s) AS before,
           (SELECT s.accounting_locked_to FROM ledger.company_settings_at($1, $2) s) AS after,
           ARRAY(SELECT y.start_date
                   FROM ledger.fiscal_years_at($1, $3) y
                   JOIN ledger.fiscal_years_at($1, $2) n USING (fiscal_year_id)
                  WHERE y.locked AND NOT n.locked
                  ORDER BY y.start_date) AS reopened
), noted AS (
    INSERT INTO gateway.period_changes
           (client_id, gen, from_gen, locked_before, locked_after, reopened, added, changed, deleted)
    SELECT $1, $2, $3, l.before, l.after, l.reopened, n.added, n.changed, n.deleted
      FROM locked l,
           (SELECT count(*) FILTER (WHERE f.what = 'NEW') AS added,
                   count(*) FILTER (WHERE f.what = 'CHANGED') AS changed,
                   count(*) FILTER (WHERE f.what = 'DELETED') AS deleted
              FROM found f) n
     WHERE n.added + n.changed + n.deleted > 0
        OR l.before > coalesce(l.after, '-infinity')
        OR cardinality(l.reopened) > 0
    RETURNING 1
), lines AS (
    INSERT INTO gateway.locked_changes
           (client_id, gen, line, voucher_id, what, number_before, number_after, date_before, date_after, locks,
            locked_to, modified_utc, accounts)
    SELECT $1, $2, k.line, k.voucher_id, k.what, k.number_before, k.number_after, k.date_before, k.date_after, k.locks,
           k.locked_to, k.modified_utc, coalesce((SELECT a.accounts FROM amounts a WHERE a.line = k.line LIMIT 1), 0)
      FROM kept k
), sums AS (
    INSERT INTO gateway.locked_change_accounts (client_id, gen, line, place, account, before, after)
    SELECT $1, $2, a.line, a.place, a.account, a.before, a.after FROM amounts a WHERE a.place <= $5
)
SELECT count(*)::int FROM noted
