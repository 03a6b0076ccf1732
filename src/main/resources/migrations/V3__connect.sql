-- Portal sessions, sign-in flows under way, and the consents of Visma. Nothing here is readable without a key
-- that is not in the database: sessions and states are stored as hashes, tokens encrypted.

CREATE TABLE gateway.sessions (
    session_hash bytea PRIMARY KEY,                 -- SHA-256 of the cookie's value
    tenant_id    bigint NOT NULL REFERENCES gateway.tenants,
    subject      text NOT NULL,
    person_name  text NOT NULL,
    rights       text[] NOT NULL,
    csrf_token   text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    ends_at      timestamptz NOT NULL               -- absolute end; idle end is last_seen_at + the setting
);
CREATE INDEX sessions_ended ON gateway.sessions (ends_at);
CALL gateway.protect_by_tenant('gateway.sessions');

CREATE TABLE gateway.sign_in_flows (
    state_hash     bytea PRIMARY KEY,               -- SHA-256 of the state, 256 random bits
    kind           text NOT NULL CHECK (kind IN ('PORTAL', 'VISMA')),
    browser_hash   bytea NOT NULL,                  -- the session, or before sign-in the flow's own cookie
    tenant_id      bigint,                          -- null before sign-in
    integration_id bigint,
    client_id      bigint,                          -- the client to be signed in again, if one is expected
    nonce          text,
    verifier       text NOT NULL,                   -- PKCE
    return_path    text,                            -- where to go afterwards; a path of ours, kept here, never in a URL
    expires_at     timestamptz NOT NULL,
    used_at        timestamptz,
    CHECK (kind = 'PORTAL' OR (tenant_id IS NOT NULL AND integration_id IS NOT NULL))
);
CREATE INDEX sign_in_flows_ended ON gateway.sign_in_flows (expires_at);
ALTER TABLE gateway.sign_in_flows ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON gateway.sign_in_flows TO erp_system USING (true) WITH CHECK (true);

CREATE TABLE gateway.grants (
    client_id     bigint PRIMARY KEY,
    tenant_id     bigint NOT NULL,
    tokens        bytea,                            -- AEAD-encrypted access and refresh token; null once ended
    access_ends_at timestamptz,
    scopes        text[] NOT NULL,
    state         text NOT NULL CHECK (state IN ('WORKING', 'ENDED')),
    cause         text,                             -- why it ended, a cause's key
    api_active    boolean NOT NULL,                 -- ApiAktiv: the last call to Visma with this grant succeeded
    version       bigint NOT NULL DEFAULT 0,        -- compare-and-set: who stores tokens must have read this one
    lease_owner   text,                             -- who is refreshing, until when
    lease_until   timestamptz,
    given_by      text NOT NULL,
    given_at      timestamptz NOT NULL DEFAULT now(),
    renewed_at    timestamptz NOT NULL DEFAULT now(),
    tried_at      timestamptz,                      -- when a node last took it on to keep it alive
    ended_at      timestamptz,
    FOREIGN KEY (client_id) REFERENCES gateway.clients ON DELETE CASCADE
);
CREATE INDEX grants_by_tenant ON gateway.grants (tenant_id, state);
CREATE INDEX grants_idle ON gateway.grants (renewed_at) WHERE state = 'WORKING';
CALL gateway.protect_by_tenant('gateway.grants');

GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.sessions, gateway.grants TO erp_tenant, erp_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.sign_in_flows TO erp_system;
