-- $1 most rows
SELECT DISTINCT l.actor_name COLLATE "nb-NO-x-icu" AS actor_name
  FROM gateway.audit_lines l
 ORDER BY actor_name
 LIMIT $1
