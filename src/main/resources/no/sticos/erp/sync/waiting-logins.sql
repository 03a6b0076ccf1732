-- $1 only those that this person answers for, by name, or null; $2 most rows. Oldest first.
SELECT s.client_id, s.integration_id, s.name, s.identity_kind, s.orgnr,
       coalesce(s.grant_cause, 'tokenRefused') AS cause,
       coalesce(s.ended_at, s.run_ended_at, s.renewed_at, s.active_changed_at) AS since,
       s.published_at,
       coalesce(g.invited_by, s.given_by, s.connected_by) AS responsible
  FROM gateway.client_states s
  LEFT JOIN gateway.grants g USING (client_id)
 WHERE s.state = 'NEEDS_LOGIN'
   AND ($1::text IS NULL OR coalesce(g.invited_by, s.given_by, s.connected_by) = $1)
 ORDER BY since, s.client_id
 LIMIT $2
