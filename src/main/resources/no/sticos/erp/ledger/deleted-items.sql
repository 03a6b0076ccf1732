-- Documents of a resource that an older generation had and a newer one has not, in the order of their versions.
-- What was there before can be there after only in a version that was opened in between.
-- $1 client, $2 resource, $3 older, $4 newer, $5 and $6 the last one had
SELECT d.from_gen, d.doc, d.key
  FROM gateway.documents d
 WHERE d.client_id = $1 AND d.resource = $2
   AND d.from_gen <= $3 AND d.to_gen > $3 AND d.to_gen <= $4
   AND (d.from_gen, d.doc) > ($5, $6)
   AND NOT EXISTS (
       SELECT FROM gateway.documents later
        WHERE later.client_id = $1 AND later.resource = $2 AND later.key = d.key
          AND later.from_gen > $3 AND later.from_gen <= $4 AND (later.to_gen IS NULL OR later.to_gen > $4))
 ORDER BY d.from_gen, d.doc
 LIMIT 500
