-- $1 client, $2 resources, $3 generations, $4 ordinals, $5 kinds, $6 reference; gives those not known before
WITH noted AS (
    INSERT INTO gateway.integrity_faults AS f (client_id, resource, from_gen, doc, kind, reference)
    SELECT DISTINCT $1::bigint, u.resource, u.from_gen, u.doc, u.kind, $6
      FROM unnest($2::text[], $3::int[], $4::int[], $5::text[]) AS u (resource, from_gen, doc, kind)
    ON CONFLICT (client_id, resource, from_gen, doc, kind) DO UPDATE
       SET seen_at = now(),
           found_at = CASE WHEN f.healed_at IS NULL THEN f.found_at ELSE now() END,
           reference = CASE WHEN f.healed_at IS NULL THEN f.reference ELSE excluded.reference END,
           healed_at = NULL
    RETURNING reference
)
SELECT count(*)::int AS fresh FROM noted WHERE reference = $6
