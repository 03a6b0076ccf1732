-- $1 a person, $2 the name: of those that wait, how many that one answers for. Who answers is looked up for those alone;
-- of one who was never seen here only the name is known.
WITH waiting AS MATERIALIZED (
    SELECT s.client_id FROM gateway.client_states s WHERE s.state = 'NEEDS_LOGIN')
SELECT count(*) AS everyone,
       count(*) FILTER (WHERE r.subject = $1 OR r.subject IS NULL AND r.name = $2) AS mine
  FROM waiting
  JOIN gateway.responsible r USING (client_id)
