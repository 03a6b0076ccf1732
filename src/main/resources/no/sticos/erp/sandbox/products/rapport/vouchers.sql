-- Accounts 3000 to 8999 are income and expenses.
INSERT INTO {schema}.parts (client_id, entity, key, part_no, month, cost_centre, amount)
SELECT $1, 'vouchers', d.key, r.no, date_trunc('month', left(d.voucher ->> 'voucherDate', 10)::date)::date,
       r.part ->> 'costCenterItemId1',
       coalesce((r.part ->> 'creditAmount')::numeric, 0) - coalesce((r.part ->> 'debitAmount')::numeric, 0)
FROM (SELECT key, json::jsonb AS voucher FROM unnest($2::text[], $3::text[]) AS u (key, json)) d,
     jsonb_array_elements(d.voucher -> 'rows') WITH ORDINALITY AS r (part, no)
WHERE (r.part ->> 'accountNumber')::integer BETWEEN 3000 AND 8999
