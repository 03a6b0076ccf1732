-- $1 how long what is new is waited with, $2 between two letters to the same person; both in milliseconds. Who is written
-- to is thereby noted.
UPDATE gateway.people p
   SET mailed_at = clock_timestamp()
  FROM (SELECT due.tenant_id, due.subject
          FROM gateway.alerts a
          JOIN gateway.responsible r USING (client_id)
          JOIN gateway.people due ON due.tenant_id = r.tenant_id AND due.subject = r.subject
         WHERE a.told_at IS NULL
           AND a.since <= clock_timestamp() - $1::bigint * interval '1 millisecond'
           AND a.kind <> ALL (due.alerts_off)
           AND due.email IS NOT NULL
           AND (due.mailed_at IS NULL OR due.mailed_at <= clock_timestamp() - $2::bigint * interval '1 millisecond')
         LIMIT 1
           FOR UPDATE OF due SKIP LOCKED) chosen
 WHERE p.tenant_id = chosen.tenant_id
   AND p.subject = chosen.subject
RETURNING p.tenant_id, p.subject, p.name, p.email
