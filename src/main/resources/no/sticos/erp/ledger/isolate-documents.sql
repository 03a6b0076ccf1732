-- $1 run, $2 resource, $3 step, $4 client, $5 scopes, $6 keys, $7 reasons, $8 raw texts. A page that comes twice brings
-- the same ones.
INSERT INTO gateway.unreadable_documents (run_id, resource, step, line, client_id, scope, key, reason, raw)
SELECT $1, $2, $3, u.ord, $4, u.scope, u.key, u.reason, u.raw
  FROM unnest($5::text[], $6::text[], $7::text[], $8::text[]) WITH ORDINALITY AS u (scope, key, reason, raw, ord)
    ON CONFLICT (run_id, resource, step, line) DO NOTHING
