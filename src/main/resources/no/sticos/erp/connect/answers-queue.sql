-- $1 queue, $2 the company's orgnr or null, $3 its id, $4 entry whose turn it is. Any company that stands in the queue
-- counts, whatever the order.
SELECT q.kind,
       EXISTS (SELECT FROM gateway.connect_entries e
                 LEFT JOIN gateway.clients c ON c.client_id = e.wanted_client
                WHERE e.queue_id = q.queue_id
                  AND (e.wanted_orgnr = $2::text OR c.company_id = $3 AND c.integration_id = q.integration_id)) AS stands,
       (SELECT coalesce(c.name, e.name, e.wanted_orgnr)
          FROM gateway.connect_entries e
          LEFT JOIN gateway.clients c ON c.client_id = e.wanted_client
         WHERE e.entry_id = $4 AND e.queue_id = q.queue_id) AS wanted
  FROM gateway.connect_queues q
 WHERE q.queue_id = $1
