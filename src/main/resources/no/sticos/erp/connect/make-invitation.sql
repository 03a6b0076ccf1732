INSERT INTO gateway.invitations
       (tenant_id, integration_id, wanted_client, wanted_orgnr, name, token_hash, recipient, invited_by, invited_by_name,
        expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp() + $10::bigint * interval '1 millisecond')
RETURNING invitation_id
