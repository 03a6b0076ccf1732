-- Closes the versions that a page replaces and opens the new ones, together with the checkpoint.
-- $1 run, $2 epoch, $3 client, $4 resource, $5 step, $6 position, $7 expected, $8 complete, $9 server time,
-- $10 isolated, $11 whether the list moved, $12 whether it can shift, $13 documents without a stamp,
-- $14 documents in the page, $15 hash version, $16 versions that the page shows unchanged, $17 what was asked for it,
-- $18 whether any of them replaces one that is stored: the check before this has looked,
-- $19 keys, $20 row hashes, $21 books hashes, $22 bodies
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
           changed = c.changed + cardinality($19::text[]),
           pass_changed = c.pass_changed + cardinality($19::text[]),
           next_doc = c.next_doc + cardinality($19::text[])
      FROM fence
     WHERE c.run_id = $1 AND c.resource = $4 AND c.step = $5
    RETURNING fence.gen, c.next_doc - cardinality($19::text[]) AS base
), changing AS MATERIALIZED (
    SELECT moved.gen, moved.base + u.ord::int - 1 AS doc, u.key, u.row_hash, u.books_hash, u.body, stored.place
      FROM moved
     CROSS JOIN unnest($19::text[], $20::bigint[], $21::bigint[], $22::text[])
           WITH ORDINALITY AS u (key, row_hash, books_hash, body, ord)
      LEFT JOIN LATERAL (
           SELECT d.ctid AS place, d.row_hash FROM gateway.documents d
            WHERE $18 AND d.client_id = $3 AND d.resource || '/' || d.key = $4::text || '/' || u.key AND d.to_gen IS NULL
            LIMIT 1) stored ON true
     WHERE stored.row_hash IS DISTINCT FROM u.row_hash
), closed AS (
    UPDATE gateway.documents d
       SET to_gen = changing.gen
      FROM changing
     WHERE d.ctid = changing.place
    RETURNING 1
), opened AS (
    INSERT INTO gateway.documents
           (client_id, resource, from_gen, doc, key, row_hash, books_hash, hash_version, body)
    SELECT $3, $4, changing.gen, changing.doc, changing.key, changing.row_hash, changing.books_hash, $15,
           changing.body::jsonb
      FROM changing,
           -- Read so that the old versions leave the unique index before the new ones enter it.
           (SELECT count(*) FROM closed) AS closed_first
    RETURNING 1
), saw AS (
    INSERT INTO gateway.seen (run_id, client_id, resource, step, versions, request)
    SELECT $1, $3, $4, $5, range_agg(int8range(shown.version, shown.version, '[]')), $17
      FROM (SELECT unnest($16::bigint[]) FROM moved
            UNION ALL
            SELECT changing.gen::bigint << 32 | changing.doc FROM changing) AS shown (version)
    HAVING count(*) > 0
), noted AS (
    INSERT INTO gateway.landed_pages (client_id, resource, gen, first_doc, docs, run_id, request, read_at)
    SELECT $3, $4, moved.gen, moved.base, cardinality($19::text[]), $1, $17, $9 FROM moved
)
SELECT EXISTS (SELECT FROM fence) AS holds,
       EXISTS (SELECT FROM moved) AS moved,
       (SELECT count(*)::int FROM opened) AS opened
