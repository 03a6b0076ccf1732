-- $1 older than this line or null, $2 part of a client's, a person's name or a reference (LIKE, escaped) or '', $3 action
-- or null, $4 person's name or null, $5 from or null, $6 until or null, $7 most rows
SELECT l.line_id, l.at, l.actor_name, l.action, c.client_id, l.client_name, l.outcome, l.detail, l.reference
  FROM gateway.audit_lines l
  LEFT JOIN gateway.clients c USING (client_id)
 WHERE ($1::bigint IS NULL OR l.line_id < $1)
   AND ($2::text = ''
        OR lower(l.client_name COLLATE "nb-NO-x-icu") LIKE lower($2::text COLLATE "nb-NO-x-icu")
        OR lower(l.actor_name COLLATE "nb-NO-x-icu") LIKE lower($2::text COLLATE "nb-NO-x-icu")
        OR lower(l.reference) LIKE lower($2::text))
   AND ($3::text IS NULL OR l.action = $3)
   AND ($4::text IS NULL OR l.actor_name = $4)
   AND ($5::timestamptz IS NULL OR l.at >= $5)
   AND ($6::timestamptz IS NULL OR l.at < $6)
 ORDER BY l.line_id DESC
 LIMIT $7
