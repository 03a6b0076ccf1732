INSERT INTO {schema}.parts (client_id, entity, key, part_no, account, opening, debit, credit)
SELECT $1, 'vouchers', d.key, r.no, (r.part ->> 'accountNumber')::integer, 0,
       coalesce((r.part ->> 'debitAmount')::numeric, 0), coalesce((r.part ->> 'creditAmount')::numeric, 0)
FROM unnest($2::text[], $3::text[]) AS d (key, json),
     jsonb_array_elements(d.json::jsonb -> 'rows') WITH ORDINALITY AS r (part, no)
