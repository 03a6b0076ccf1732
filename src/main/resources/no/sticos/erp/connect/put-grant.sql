INSERT INTO gateway.grants AS g
       (client_id, tenant_id, tokens, access_ends_at, scopes, state, api_active, given_by, invited_by, responsible)
VALUES ($1, $2, $3, clock_timestamp() + $4::bigint * interval '1 millisecond', $5, 'WORKING', true, $6, $7, $8)
ON CONFLICT (client_id) DO UPDATE
   SET tokens = excluded.tokens,
       access_ends_at = excluded.access_ends_at,
       scopes = excluded.scopes,
       state = 'WORKING',
       cause = NULL,
       api_active = true,
       version = g.version + 1,
       lease_owner = NULL,
       lease_until = NULL,
       given_by = excluded.given_by,
       invited_by = excluded.invited_by,
       responsible = excluded.responsible,
       given_at = now(),
       renewed_at = now(),
       ended_at = NULL
