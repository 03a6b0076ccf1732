-- $1 client: the last whole pass over what is stored, and the spot checks of the last thirty days
SELECT t.ended_at, coalesce(t.last_seen, 0) AS versions, s.checked, s.differing, s.last_at
  FROM (SELECT coalesce(sum(c.checked), 0)::bigint AS checked, coalesce(sum(c.differing), 0)::bigint AS differing,
               max(c.checked_at) AS last_at
          FROM gateway.spot_checks c
         WHERE c.client_id = $1 AND c.checked_at > now() - interval '30 days') s
  LEFT JOIN gateway.night_turns t ON t.client_id = $1 AND t.chore = 'INTEGRITY'
