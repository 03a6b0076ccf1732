UPDATE gateway.sign_in_flows
   SET used_at = now()
 WHERE state_hash = $1
   AND kind = $2
   AND browser_hash = $3
   AND used_at IS NULL
   AND expires_at > now()
RETURNING kind, browser_hash, tenant_id, integration_id, client_id, queue_id, entry_id, invitation_id, nonce,
          verifier, return_path
