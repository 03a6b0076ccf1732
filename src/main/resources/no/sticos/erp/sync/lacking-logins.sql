-- $1 what a consent should cover, $2 most rows
SELECT c.client_id, c.integration_id, c.name, c.identity_kind, c.orgnr, g.scopes, r.name AS responsible
  FROM gateway.clients c
  JOIN gateway.grants g USING (client_id)
  JOIN gateway.responsible r USING (client_id)
 WHERE g.state = 'WORKING'
   AND g.api_active
   AND cardinality(g.scopes) > 0
   AND NOT g.scopes @> $1::text[]
 ORDER BY c.name COLLATE "nb-NO-x-icu", c.client_id
 LIMIT $2
