-- $1 queue
SELECT e.entry_id,
       coalesce(e.wanted_orgnr, c.orgnr) AS orgnr,
       coalesce(c.name, e.name) AS name,
       coalesce(e.client_id, c.client_id) AS client_id,
       e.settled_at,
       e.cause,
       e.cause_args,
       CASE WHEN e.settled_at IS NOT NULL THEN 'ADDED'
            WHEN e.wanted_orgnr IS NOT NULL AND c.client_id IS NOT NULL THEN 'EXISTS'
            WHEN e.wanted_client IS NOT NULL AND c.works THEN 'EXISTS'
            WHEN e.cause IS NOT NULL THEN 'LOOK'
            ELSE 'WAITING' END AS state
  FROM gateway.connect_entries e
  JOIN gateway.connect_queues q USING (queue_id)
  LEFT JOIN LATERAL (
       SELECT known.client_id, known.name, known.orgnr, coalesce(g.state = 'WORKING' AND g.api_active, false) AS works
         FROM gateway.clients known
         LEFT JOIN gateway.grants g USING (client_id)
        WHERE known.integration_id = q.integration_id
          AND (known.client_id = e.wanted_client
               OR e.wanted_client IS NULL AND known.client_id = e.client_id
               OR e.wanted_client IS NULL AND e.client_id IS NULL AND known.orgnr = e.wanted_orgnr)
        ORDER BY known.active DESC, known.client_id
        LIMIT 1) c ON true
 WHERE e.queue_id = $1
 ORDER BY e.place, e.entry_id
