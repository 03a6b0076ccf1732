-- A page that came as it was when it landed last: it shows the same versions, if what is stored of them still is what it
-- was. The checkpoint moves, and nothing of the page is read. As check-vouchers does otherwise.
-- $1 run, $2 epoch, $3 client, $4 resource, $5 step, $6 position, $7 expected, $8 complete, $9 server time,
-- $10 isolated, $11 whether the list moved, $12 whether it can shift, $13 documents without a stamp,
-- $14 what was asked for it, $15 its digest
WITH fence AS (
    SELECT FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.open FOR SHARE
), known AS MATERIALIZED (
    SELECT k.documents, k.hashes, k.versions
      FROM gateway.known_pages k
     WHERE k.client_id = $3 AND k.request = $14 AND k.digest = $15
), stored AS MATERIALIZED (
    SELECT count(*) AS documents, bit_xor(d.row_hash) AS hashes
      FROM known
     CROSS JOIN LATERAL unnest(known.versions) AS part (versions)
     CROSS JOIN LATERAL (
           SELECT v.row_hash
             FROM gateway.vouchers v
            WHERE v.client_id = $3 AND v.from_gen = (lower(part.versions) >> 32)::int
              AND v.doc BETWEEN (lower(part.versions) & 4294967295)::int AND (upper(part.versions) - 1 & 4294967295)::int
              AND v.to_gen IS NULL) d
), same AS MATERIALIZED (
    SELECT known.documents, known.versions
      FROM known, stored
     WHERE stored.documents = known.documents AND stored.hashes = known.hashes
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
           documents = c.documents + same.documents
      FROM fence, same
     WHERE c.run_id = $1 AND c.resource = $4 AND c.step = $5
    RETURNING same.versions
), saw AS (
    INSERT INTO gateway.seen (run_id, client_id, resource, step, versions, request)
    SELECT $1, $3, $4, $5, moved.versions, $14 FROM moved
)
SELECT EXISTS (SELECT FROM fence) AS holds, EXISTS (SELECT FROM same) AS same
