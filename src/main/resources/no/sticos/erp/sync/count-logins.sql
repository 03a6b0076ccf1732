-- $1 a person's name: of those that wait, how many that one answers for. Who answers is looked up for those alone.
WITH waiting AS MATERIALIZED (
    SELECT s.client_id FROM gateway.client_states s WHERE s.state = 'NEEDS_LOGIN')
SELECT count(*) AS everyone,
       count(*) FILTER (WHERE r.name = $1) AS mine
  FROM waiting
  JOIN gateway.responsible r USING (client_id)
