-- $1 a person's name: of those that wait, how many that one answers for
SELECT count(*) AS everyone,
       count(*) FILTER (WHERE coalesce(g.given_by, c.connected_by) = $1) AS mine
  FROM gateway.clients c
  LEFT JOIN gateway.grants g USING (client_id)
 WHERE c.active
   AND (g.state IS DISTINCT FROM 'WORKING' OR NOT g.api_active)
   AND NOT EXISTS (SELECT FROM gateway.runs r
                    WHERE r.client_id = c.client_id AND r.stage = 'REMOVAL' AND r.ended_at IS NULL)
