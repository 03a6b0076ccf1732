-- $1 client, $2 the generation that is known already
SELECT coalesce(sum(p.added), 0)::bigint AS added, coalesce(sum(p.changed), 0)::bigint AS changed,
       coalesce(sum(p.deleted), 0)::bigint AS deleted
  FROM gateway.period_changes p
  JOIN gateway.books b ON b.client_id = p.client_id AND p.gen <= b.current_gen
 WHERE p.client_id = $1 AND p.gen > $2
