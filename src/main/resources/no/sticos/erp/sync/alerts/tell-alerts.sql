-- $1 firm, $2 the person's subject. All that is untold and wanted, in the order in which it is read.
WITH told AS (
    UPDATE gateway.alerts a
       SET told_at = clock_timestamp()
      FROM gateway.responsible r, gateway.people p
     WHERE a.told_at IS NULL
       AND a.tenant_id = $1
       AND r.client_id = a.client_id
       AND r.subject = $2
       AND p.tenant_id = $1
       AND p.subject = $2
       AND a.kind <> ALL (p.alerts_off)
    RETURNING a.client_id, a.kind)
SELECT told.client_id, told.kind, c.name, coalesce(f.held, false) AS held, f.figures
  FROM told
  JOIN gateway.clients c USING (client_id)
  LEFT JOIN gateway.alert_facts f USING (client_id)
 ORDER BY array_position(ARRAY['SIGN_IN', 'PROOF', 'AGE'], told.kind), c.name COLLATE "nb-NO-x-icu", told.client_id
