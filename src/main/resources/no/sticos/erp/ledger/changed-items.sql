-- Documents of a resource as they are in a generation, if they were not so in an older one, in the order they were
-- opened. $1 client, $2 resource, $3 older, $4 newer, $5 and $6 the last one had, $7 about how many bytes
WITH opened AS (
    SELECT d.from_gen, d.doc, d.key, ledger.wire_form(d.body)::text AS document
      FROM gateway.documents d
     WHERE d.client_id = $1 AND d.resource = $2
       AND d.from_gen > $3 AND d.from_gen <= $4 AND (d.to_gen IS NULL OR d.to_gen > $4)
       AND (d.from_gen, d.doc) > ($5, $6)
     ORDER BY d.from_gen, d.doc
     LIMIT 500
), measured AS (
    SELECT o.*, sum(octet_length(o.document)) OVER (ORDER BY o.from_gen, o.doc) - octet_length(o.document) AS before
      FROM opened o
)
SELECT from_gen, doc, key, document FROM measured WHERE before < $7 ORDER BY from_gen, doc
