-- $1 client, $2 the person's subject
UPDATE gateway.clients
   SET responsible = $2
 WHERE client_id = $1
   AND $2 IS DISTINCT FROM (SELECT r.subject FROM gateway.responsible r WHERE r.client_id = $1)
