-- $1 client, $2 generation: what it holds, and what it changed.
WITH opened AS (
    SELECT resource, key FROM gateway.documents
     WHERE client_id = $1 AND from_gen = $2 AND (to_gen IS NULL OR to_gen > $2)
    UNION ALL
    SELECT 'vouchers', voucher_id::text FROM gateway.vouchers
     WHERE client_id = $1 AND from_gen = $2 AND (to_gen IS NULL OR to_gen > $2)
), closed AS (
    SELECT resource, key FROM gateway.documents WHERE client_id = $1 AND to_gen = $2 AND from_gen < $2
    UNION ALL
    SELECT 'vouchers', voucher_id::text FROM gateway.vouchers WHERE client_id = $1 AND to_gen = $2 AND from_gen < $2
), changes AS (
    SELECT count(*) FILTER (WHERE o.key IS NOT NULL AND c.key IS NULL) AS made,
           count(*) FILTER (WHERE o.key IS NOT NULL AND c.key IS NOT NULL) AS changed,
           count(*) FILTER (WHERE o.key IS NULL) AS deleted
      FROM opened o
      FULL JOIN closed c USING (resource, key)
), held AS (
    SELECT resource, count(*) AS documents FROM gateway.documents
     WHERE client_id = $1 AND from_gen <= $2 AND (to_gen IS NULL OR to_gen > $2)
     GROUP BY resource
    UNION ALL
    SELECT 'vouchers', count(*) FROM ledger.vouchers_at($1, $2)
)
SELECT jsonb_build_object(
           'documents', (SELECT jsonb_object_agg(resource, documents) FROM held),
           'rows', (SELECT count(*) FROM ledger.voucher_rows_at($1, $2)),
           'new', changes.made, 'changed', changes.changed, 'deleted', changes.deleted)::text AS counts
  FROM changes
