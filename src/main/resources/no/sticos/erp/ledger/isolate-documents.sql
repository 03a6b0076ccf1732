-- $1 run, $2 resource, $3 step, $4 client, $5 keys, $6 reasons, $7 raw texts
INSERT INTO gateway.unreadable_documents (run_id, resource, step, line, client_id, key, reason, raw)
SELECT $1, $2, $3, u.ord, $4, u.key, u.reason, u.raw
  FROM unnest($5::text[], $6::text[], $7::text[]) WITH ORDINALITY AS u (key, reason, raw, ord)
