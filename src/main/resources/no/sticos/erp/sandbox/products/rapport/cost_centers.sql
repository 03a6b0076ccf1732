INSERT INTO {schema}.parts (client_id, entity, key, part_no, cost_centre, name)
SELECT $1, 'cost_centers', d.key, i.no, i.part ->> 'id', i.part ->> 'name'
FROM unnest($2::text[], $3::text[]) AS d (key, json),
     jsonb_array_elements(coalesce(nullif(d.json::jsonb -> 'items', 'null'), '[]')) WITH ORDINALITY AS i (part, no)
