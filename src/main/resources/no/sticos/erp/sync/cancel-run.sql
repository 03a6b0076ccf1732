-- $1 client. A removal is no fetch: it is undone, never cancelled.
UPDATE gateway.runs
   SET state = 'FAILED', epoch = epoch + 1, ended_at = now(), lease_until = NULL, waiting_until = NULL
 WHERE client_id = $1 AND ended_at IS NULL AND stage <> 'REMOVAL'
