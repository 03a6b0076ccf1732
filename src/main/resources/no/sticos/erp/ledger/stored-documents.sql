-- The next stored versions of documents, open and closed, within a number and about so many bytes.
-- $1 client, $2 $3 $4 the last one had, $5 most versions, $6 bytes
WITH page AS (
    SELECT d.resource, d.from_gen, d.doc, d.to_gen, d.key, d.row_hash, d.books_hash, d.hash_version,
           d.body::text AS body
      FROM gateway.documents d
     WHERE d.client_id = $1 AND (d.resource, d.from_gen, d.doc) > ($2, $3, $4)
     ORDER BY d.resource, d.from_gen, d.doc
     LIMIT $5
), measured AS (
    SELECT p.*, sum(octet_length(p.body)) OVER (ORDER BY p.resource, p.from_gen, p.doc) - octet_length(p.body) AS before
      FROM page p
)
SELECT m.resource, m.from_gen, m.doc, m.key, m.row_hash, m.books_hash, m.hash_version, m.body,
       gateway.is_version($1, m.from_gen, m.to_gen) AS placed
  FROM measured m
 WHERE m.before < $6
 ORDER BY m.resource, m.from_gen, m.doc
