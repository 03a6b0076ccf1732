-- $1 client, $2 generation: what it holds, and what it changed.
WITH opened_documents AS MATERIALIZED (
    SELECT resource, key FROM gateway.documents
     WHERE client_id = $1 AND from_gen = $2 AND (to_gen IS NULL OR to_gen > $2)
), closed_documents AS MATERIALIZED (
    SELECT resource, key FROM gateway.documents WHERE client_id = $1 AND to_gen = $2 AND from_gen < $2
), opened_vouchers AS MATERIALIZED (
    SELECT voucher_id FROM gateway.vouchers
     WHERE client_id = $1 AND from_gen = $2 AND (to_gen IS NULL OR to_gen > $2)
), closed_vouchers AS MATERIALIZED (
    SELECT voucher_id FROM gateway.vouchers WHERE client_id = $1 AND to_gen = $2 AND from_gen < $2
), changes AS MATERIALIZED (
    SELECT (SELECT count(*) FROM opened_documents) + (SELECT count(*) FROM opened_vouchers) AS opened,
           (SELECT count(*) FROM closed_documents) + (SELECT count(*) FROM closed_vouchers) AS closed,
           (SELECT count(*) FROM closed_documents JOIN opened_documents USING (resource, key))
               + (SELECT count(*) FROM closed_vouchers JOIN opened_vouchers USING (voucher_id)) AS replaced
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
           'new', c.opened - c.replaced, 'changed', c.replaced, 'deleted', c.closed - c.replaced)::text AS counts
  FROM changes c
