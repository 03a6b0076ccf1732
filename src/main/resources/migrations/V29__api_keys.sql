-- Keys by which a firm's own programs call the gateway.

-- Nobody who reads this can use a key: it is stored as a hash.
CREATE TABLE gateway.api_keys (
    api_key_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id       bigint NOT NULL REFERENCES gateway.tenants,
    form            uuid NOT NULL,                  -- the form that it was asked for by: sent twice, it is one key
    name            text NOT NULL,
    key_hash        bytea NOT NULL UNIQUE,          -- SHA-256 of the key, 256 random bits
    hint            text NOT NULL,                  -- its last characters, by which people know it again
    scopes          text[] NOT NULL CHECK (cardinality(scopes) > 0),
    made_by         text NOT NULL,                  -- the person's subject
    made_by_name    text NOT NULL,
    made_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at      timestamptz NOT NULL,
    used_at         timestamptz,                    -- to the hour
    revoked_at      timestamptz,
    revoked_by_name text,
    UNIQUE (tenant_id, form, name, scopes)
);
CREATE INDEX api_keys_over ON gateway.api_keys (least(expires_at, revoked_at));
CALL gateway.protect_by_tenant('gateway.api_keys');

GRANT SELECT, INSERT, UPDATE ON gateway.api_keys TO erp_tenant;
GRANT SELECT, UPDATE, DELETE ON gateway.api_keys TO erp_system;
