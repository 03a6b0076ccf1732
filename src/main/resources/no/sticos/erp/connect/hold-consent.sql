INSERT INTO gateway.held_consents
       (held_id, tenant_id, integration_id, queue_id, entry_id, owner, company_id, name, identity_kind, orgnr,
        personal_hash, identity_text, tokens, access_ends_at, scopes, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        clock_timestamp() + $14::bigint * interval '1 millisecond', $15,
        clock_timestamp() + $16::bigint * interval '1 millisecond')
