-- $1 most rows. The day is Norway's.
SELECT last.client_id, c.name, last.at, last.actor_name, b.published_at
  FROM (SELECT DISTINCT ON (l.client_id) l.client_id, l.at, l.actor_name
          FROM gateway.audit_lines l
         WHERE l.action = 'grant_renewed'
           AND l.outcome = 'DONE'
           AND l.at >= date_trunc('day', now() AT TIME ZONE 'Europe/Oslo') AT TIME ZONE 'Europe/Oslo'
         ORDER BY l.client_id, l.line_id DESC) last
  JOIN gateway.clients c USING (client_id)
  LEFT JOIN gateway.books b USING (client_id)
 ORDER BY last.at DESC
 LIMIT $1
