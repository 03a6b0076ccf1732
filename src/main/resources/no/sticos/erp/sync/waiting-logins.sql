-- $1 only those that this person answers for, or null; $2 the person's name; $3 most rows. Oldest first. Who answers is
-- looked up for those that wait alone; of one who was never seen here only the name is known.
WITH waiting AS MATERIALIZED (
    SELECT s.client_id, s.integration_id, s.name, s.identity_kind, s.orgnr,
           coalesce(s.grant_cause, 'tokenRefused') AS cause,
           coalesce(s.ended_at, s.run_ended_at, s.renewed_at, s.active_changed_at) AS since,
           s.published_at
      FROM gateway.client_states s
     WHERE s.state = 'NEEDS_LOGIN')
SELECT w.*, r.name AS responsible
  FROM waiting w
  JOIN gateway.responsible r USING (client_id)
 WHERE ($1::text IS NULL OR r.subject = $1 OR r.subject IS NULL AND r.name = $2)
 ORDER BY w.since, w.client_id
 LIMIT $3
