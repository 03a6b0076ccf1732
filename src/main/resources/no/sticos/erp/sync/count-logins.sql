-- $1 a person's name: of those that wait, how many that one answers for
SELECT count(*) AS everyone,
       count(*) FILTER (WHERE coalesce(g.invited_by, s.given_by, s.connected_by) = $1) AS mine
  FROM gateway.client_states s
  LEFT JOIN gateway.grants g USING (client_id)
 WHERE s.state = 'NEEDS_LOGIN'
