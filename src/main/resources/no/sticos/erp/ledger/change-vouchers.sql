-- Closes the versions that a page replaces, with their rows, and opens the new ones, together with the checkpoint.
-- $1 run, $2 epoch, $3 client, $4 resource, $5 step, $6 position, $7 expected, $8 complete, $9 server time,
-- $10 isolated, $11 whether the list moved, $12 whether it can shift, $13 documents without a stamp,
-- $14 documents in the page, $15 hash version, $16 versions that the page shows unchanged, $17 what was asked for it,
-- $18 whether any of them replaces one that is stored: the check before this has looked,
-- $19 … $30 the vouchers' columns, $31 … $43 the rows' columns, $31 being the voucher's place in the page's columns,
-- $44 the page's digest; null if nothing of it is kept, $45 the exclusive or of its hashes, $46 how it lies in its list
WITH fence AS (
    SELECT r.gen FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.open FOR SHARE
), moved AS (
    UPDATE gateway.checkpoints c
       SET step = c.step + 1,
           position = $6,
           expected = c.expected + $7,
           complete = $8,
           began_at = coalesce(c.began_at, $9),
           isolated = c.isolated + $10,
           moved = c.moved OR $11,
           shifting = c.shifting OR $12,
           stampless = c.stampless + $13,
           documents = c.documents + $14,
           changed = c.changed + cardinality($19::uuid[]),
           pass_changed = c.pass_changed + cardinality($19::uuid[]),
           next_doc = c.next_doc + cardinality($19::uuid[])
      FROM fence
     WHERE c.run_id = $1 AND c.resource = $4 AND c.step = $5
    RETURNING fence.gen, c.next_doc - cardinality($19::uuid[]) AS base
), changing AS MATERIALIZED (
    SELECT moved.gen, moved.base + u.ord::int - 1 AS doc, u.*, stored.place
      FROM moved
     CROSS JOIN unnest($19::uuid[], $20::bigint[], $21::bigint[], $22::date[], $23::int[], $24::uuid[], $25::text[],
                       $26::text[], $27::text[], $28::text[], $29::text[], $30::text[])
           WITH ORDINALITY AS u (voucher_id, row_hash, books_hash, voucher_date, voucher_type, source_id,
                                 number_series, number, voucher_text, modified_utc, created_utc, extra, ord)
      LEFT JOIN LATERAL (
           SELECT d.ctid AS place, d.row_hash FROM gateway.vouchers d
            WHERE $18 AND d.client_id = $3 AND d.voucher_id = u.voucher_id AND d.to_gen IS NULL
            LIMIT 1) stored ON true
     WHERE stored.row_hash IS DISTINCT FROM u.row_hash
), closed AS (
    UPDATE gateway.vouchers d
       SET to_gen = changing.gen
      FROM changing
     WHERE d.ctid = changing.place
    RETURNING d.from_gen, d.doc, changing.gen
), rows_closed AS (
    UPDATE gateway.voucher_rows r
       SET to_gen = old.gen
      FROM (SELECT found.place, closed.gen
              FROM closed
             CROSS JOIN LATERAL (
                   SELECT o.ctid AS place FROM gateway.voucher_rows o
                    WHERE o.client_id = $3 AND o.from_gen = closed.from_gen AND o.doc = closed.doc
                   OFFSET 0) found) old
     WHERE r.ctid = old.place
), opened AS (
    INSERT INTO gateway.vouchers
           (client_id, from_gen, doc, row_hash, books_hash, hash_version, voucher_id, voucher_date, voucher_type,
            source_id, number_series, number, voucher_text, modified_utc, created_utc, extra)
    SELECT $3, c.gen, c.doc, c.row_hash, c.books_hash, $15, c.voucher_id, c.voucher_date, c.voucher_type,
           c.source_id, c.number_series, c.number, c.voucher_text, c.modified_utc, c.created_utc, c.extra::jsonb
      FROM changing c,
           -- Read so that the old versions leave the unique index before the new ones enter it.
           (SELECT count(*) FROM closed) AS closed_first
    RETURNING 1
), rows_opened AS (
    INSERT INTO gateway.voucher_rows
           (client_id, from_gen, doc, voucher_date, row_no, account, debit, credit, vat_code_id,
            cost_center_item_id1, cost_center_item_id2, cost_center_item_id3, project_id, vat_code, row_text, extra)
    SELECT $3, c.gen, c.doc, c.voucher_date, u.row_no, u.account, u.debit, u.credit, u.vat_code_id,
           u.cost_center_item_id1, u.cost_center_item_id2, u.cost_center_item_id3, u.project_id, u.vat_code,
           u.row_text, u.extra::jsonb
      -- In a select list arrays are read side by side; in a FROM list each would be written out before it is read.
      FROM (SELECT unnest($31::int[]) AS voucher, unnest($32::int[]) AS row_no, unnest($33::bigint[]) AS account,
                   unnest($34::numeric[]) AS debit, unnest($35::numeric[]) AS credit, unnest($36::uuid[]) AS vat_code_id,
                   unnest($37::uuid[]) AS cost_center_item_id1, unnest($38::uuid[]) AS cost_center_item_id2,
                   unnest($39::uuid[]) AS cost_center_item_id3, unnest($40::uuid[]) AS project_id,
                   unnest($41::text[]) AS vat_code, unnest($42::text[]) AS row_text, unnest($43::text[]) AS extra) u
      JOIN changing c ON c.ord = u.voucher
), saw AS (
    INSERT INTO gateway.seen (run_id, client_id, resource, step, versions, request)
    SELECT $1, $3, $4, $5, range_agg(int8range(shown.version, shown.version, '[]')), $17
      FROM (SELECT unnest($16::bigint[]) FROM moved
            UNION ALL
            SELECT changing.gen::bigint << 32 | changing.doc FROM changing) AS shown (version)
    HAVING count(*) > 0
    RETURNING versions
), kept AS (
    INSERT INTO gateway.known_pages (client_id, request, digest, documents, hashes, stampless, place, versions)
    SELECT $3, $17, $44, $14, $45::bigint, $13, $46::text, saw.versions FROM saw WHERE $44::text IS NOT NULL
    ON CONFLICT (client_id, request) DO UPDATE
       SET digest = excluded.digest, documents = excluded.documents, hashes = excluded.hashes,
           stampless = excluded.stampless, place = excluded.place, versions = excluded.versions
), noted AS (
    INSERT INTO gateway.landed_pages (client_id, resource, gen, first_doc, docs, run_id, request, read_at)
    SELECT $3, $4, moved.gen, moved.base, cardinality($19::uuid[]), $1, $17, $9 FROM moved
)
SELECT EXISTS (SELECT FROM fence) AS holds,
       EXISTS (SELECT FROM moved) AS moved,
       (SELECT count(*)::int FROM opened) AS opened
