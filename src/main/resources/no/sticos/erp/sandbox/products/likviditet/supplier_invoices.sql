-- Drafts (0) and deleted ones (2) are no debt; Visma's sign of what is owed is negative already.
INSERT INTO {schema}.parts (client_id, entity, key, due, currency, amount)
SELECT $1, 'supplier_invoices', d.key, left(d.item ->> 'dueDate', 10)::date, d.item ->> 'currencyCode',
       coalesce((d.item ->> 'remainingAmountInvoiceCurrency')::numeric, (d.item ->> 'remainingAmount')::numeric)
FROM (SELECT key, json::jsonb AS item FROM unnest($2::text[], $3::text[]) AS u (key, json)) d
WHERE (d.item ->> 'remainingAmount')::numeric <> 0 AND (d.item ->> 'status') IS DISTINCT FROM '0'
    AND (d.item ->> 'status') IS DISTINCT FROM '2'
