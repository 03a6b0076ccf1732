INSERT INTO gateway.sign_in_flows
       (state_hash, kind, browser_hash, tenant_id, integration_id, client_id, queue_id, entry_id, invitation_id, nonce,
        verifier, return_path, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now() + $13::bigint * interval '1 millisecond')
