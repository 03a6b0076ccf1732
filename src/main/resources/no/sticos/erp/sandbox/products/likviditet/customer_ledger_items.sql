INSERT INTO {schema}.parts (client_id, entity, key, due, currency, amount)
SELECT $1, 'customer_ledger_items', d.key, left(d.item ->> 'dueDate', 10)::date, d.item ->> 'currencyCode',
       (d.item ->> 'remainingAmountInvoiceCurrency')::numeric
FROM (SELECT key, json::jsonb AS item FROM unnest($2::text[], $3::text[]) AS u (key, json)) d
WHERE (d.item ->> 'remainingAmountInvoiceCurrency')::numeric <> 0
