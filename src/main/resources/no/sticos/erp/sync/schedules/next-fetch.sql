-- $1 client. When its schedule fetches it next; no row while it does not.
SELECT d.due_at
  FROM gateway.dues d
  JOIN gateway.clients c USING (client_id)
  JOIN gateway.grants g USING (client_id)
 WHERE d.client_id = $1 AND d.due_at IS NOT NULL AND c.active AND g.state = 'WORKING' AND g.api_active
