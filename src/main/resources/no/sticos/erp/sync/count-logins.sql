-- $1 a person's name: of those that wait, how many that one answers for
SELECT count(*) AS everyone,
       count(*) FILTER (WHERE coalesce(s.given_by, s.connected_by) = $1) AS mine
  FROM gateway.client_states s
 WHERE s.state = 'NEEDS_LOGIN'
