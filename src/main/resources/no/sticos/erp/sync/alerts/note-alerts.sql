-- $1 how old figures may become, in milliseconds
INSERT INTO gateway.alerts (client_id, tenant_id, kind)
SELECT f.client_id, f.tenant_id, k.kind
  FROM gateway.alert_facts f
 CROSS JOIN LATERAL (
       VALUES ('SIGN_IN', f.dead),
              ('PROOF', f.wrong),
              ('AGE', NOT f.dead AND f.fresh_at < clock_timestamp() - $1::bigint * interval '1 millisecond')) k (kind, so)
 WHERE k.so
ON CONFLICT (client_id, kind) DO NOTHING
