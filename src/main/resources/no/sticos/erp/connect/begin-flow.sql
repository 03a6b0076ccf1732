INSERT INTO gateway.sign_in_flows
       (state_hash, kind, browser_hash, tenant_id, integration_id, client_id, nonce, verifier, return_path, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + $10::bigint * interval '1 millisecond')
