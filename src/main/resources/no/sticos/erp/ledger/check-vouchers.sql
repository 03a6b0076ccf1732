-- Which documents of a page differ from what is stored. A page without changes ends here: its checkpoint moves in
-- the same statement, and nothing else is written.
-- $1 run, $2 epoch, $3 client, $4 resource, $5 step, $6 position, $7 expected, $8 complete, $9 server time,
-- $10 isolated, $11 whether the list moved, $12 whether it can shift, $13 documents without a stamp,
-- $14 keys, $15 row hashes, $16 what was asked for it, $17 its digest; null if nothing of it is kept, $18 the exclusive or
-- of the hashes, $19 how it lies in its list
WITH fence AS (
    SELECT FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.open FOR SHARE
), known AS MATERIALIZED (
    SELECT u.ord, stored.row_hash IS NOT DISTINCT FROM u.hash AS same,
           stored.from_gen::bigint << 32 | stored.doc AS version
      FROM unnest($14::uuid[], $15::bigint[]) WITH ORDINALITY AS u (key, hash, ord)
      LEFT JOIN LATERAL (
           SELECT d.row_hash, d.from_gen, d.doc FROM gateway.vouchers d
            WHERE d.client_id = $3 AND d.voucher_id = u.key AND d.to_gen IS NULL
            LIMIT 1) stored ON true
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
           documents = c.documents + cardinality($14::uuid[])
      FROM fence
     WHERE c.run_id = $1 AND c.resource = $4 AND c.step = $5
       AND NOT EXISTS (SELECT FROM known WHERE NOT known.same)
    RETURNING 1
), saw AS (
    INSERT INTO gateway.seen (run_id, client_id, resource, step, versions, request)
    SELECT $1, $3, $4, $5, range_agg(int8range(known.version, known.version, '[]')), $16
      FROM known, moved
    HAVING count(*) > 0
    RETURNING versions
), kept AS (
    INSERT INTO gateway.known_pages (client_id, request, digest, documents, hashes, stampless, place, versions)
    SELECT $3, $16, $17, cardinality($14::uuid[]), $18::bigint, $13, $19::text, saw.versions FROM saw WHERE $17::text IS NOT NULL
    ON CONFLICT (client_id, request) DO UPDATE
       SET digest = excluded.digest, documents = excluded.documents, hashes = excluded.hashes,
           stampless = excluded.stampless, place = excluded.place, versions = excluded.versions
)
SELECT EXISTS (SELECT FROM fence) AS holds,
       EXISTS (SELECT FROM moved) AS moved,
       ARRAY(SELECT known.ord::int FROM known WHERE NOT known.same ORDER BY known.ord) AS changed,
       ARRAY(SELECT known.version FROM known WHERE known.same) AS kept,
       EXISTS (SELECT FROM known WHERE NOT known.same AND known.version IS NOT NULL) AS replaces
