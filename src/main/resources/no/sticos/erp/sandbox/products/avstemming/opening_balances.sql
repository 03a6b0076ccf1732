INSERT INTO {schema}.parts (client_id, entity, key, part_no, account, opening, debit, credit)
SELECT $1, 'opening_balances', d.key, 1, (d.json::jsonb ->> 'number')::integer,
       coalesce((d.json::jsonb ->> 'balance')::numeric, 0), 0, 0
FROM unnest($2::text[], $3::text[]) AS d (key, json)
