-- Ends a whole pass over the vouchers of some fiscal years, as close-vanished-items does. A voucher that could only be
-- set aside in a list of changes is of a year unknown: then nothing can be counted, and nothing is closed. One that is
-- dated outside all years stands in some year's list nevertheless: it counts where it was seen, and is missed only when
-- all years were read; then known pages that nobody asked for are forgotten.
-- $1 run, $2 epoch, $3 client, $4 first days and $5 last days of the years
WITH fence AS (
    SELECT r.gen FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.open FOR SHARE
), pass AS (
    SELECT c.* FROM gateway.checkpoints c, fence
     WHERE c.run_id = $1 AND c.resource = 'vouchers' AND c.complete AND c.refused IS NULL
), years AS MATERIALIZED (
    SELECT y.start_date, y.end_date FROM fence, ledger.fiscal_years_at($3, fence.gen) y
), shown AS MATERIALIZED (
    SELECT coalesce(range_agg(s.versions), '{}') AS versions
      FROM gateway.seen s
     WHERE s.run_id = $1 AND s.resource = 'vouchers'
), aside AS MATERIALIZED (
    SELECT u.key, bool_or(u.scope <> '') AS placed
      FROM gateway.unreadable_documents u, pass
     WHERE u.run_id = $1 AND u.resource = 'vouchers' AND u.step >= pass.first_step
     GROUP BY u.key
), held AS MATERIALIZED (
    SELECT d.ctid AS place, d.from_gen, d.doc,
           shown.versions @> (d.from_gen::bigint << 32 | d.doc) AS seen,
           EXISTS (SELECT FROM aside WHERE aside.key = d.voucher_id::text) AS aside
      FROM gateway.vouchers d, shown
     WHERE d.client_id = $3 AND d.to_gen IS NULL
       AND (EXISTS (SELECT FROM unnest($4::date[], $5::date[]) AS y (first, last)
                     WHERE d.voucher_date BETWEEN y.first AND y.last)
            OR (NOT EXISTS (SELECT FROM years y WHERE d.voucher_date BETWEEN y.start_date AND y.end_date)
                AND (shown.versions @> (d.from_gen::bigint << 32 | d.doc)
                     OR cardinality($4::date[]) = (SELECT count(*) FROM years))))
), ended AS MATERIALIZED (
    SELECT pass.passes, f.nameless,
           NOT pass.moved AND (f.nameless OR f.found = pass.expected)
               AND (NOT pass.shifting OR pass.stampless = 0 OR (pass.passes > 1 AND pass.pass_changed = 0)) AS stood
      FROM pass,
           (SELECT (SELECT count(*) FROM held WHERE held.seen AND NOT held.aside) + (SELECT count(*) FROM aside) AS found,
                   EXISTS (SELECT FROM aside WHERE aside.key = '' OR NOT aside.placed) AS nameless) f
), closed AS (
    UPDATE gateway.vouchers d
       SET to_gen = fence.gen
      FROM held, ended, fence
     WHERE d.ctid = held.place AND ended.stood AND NOT ended.nameless AND NOT held.seen AND NOT held.aside
    RETURNING d.from_gen, d.doc, d.to_gen
), forgotten AS (
    DELETE FROM gateway.known_pages k
     USING ended
     WHERE k.client_id = $3 AND ended.stood AND cardinality($4::date[]) = (SELECT count(*) FROM years)
       AND NOT EXISTS (
           SELECT FROM gateway.seen s WHERE s.run_id = $1 AND s.resource = 'vouchers' AND s.request = k.request)
), rows_closed AS (
    UPDATE gateway.voucher_rows r
       SET to_gen = old.to_gen
      FROM (SELECT found.place, closed.to_gen
              FROM closed
             CROSS JOIN LATERAL (
                   SELECT o.ctid AS place FROM gateway.voucher_rows o
                    WHERE o.client_id = $3 AND o.from_gen = closed.from_gen AND o.doc = closed.doc
                   OFFSET 0) found) old
     WHERE r.ctid = old.place
)
SELECT ended.stood, ended.passes, (SELECT count(*)::int FROM closed) AS closed
  FROM ended
