-- Firms, their integrations, their clients, and who did what.

CREATE TABLE gateway.tenants (
    tenant_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    external_id text NOT NULL UNIQUE,               -- the firm's id from the sign-in's claim
    name        text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CALL gateway.protect_by_tenant('gateway.tenants');

CREATE TABLE gateway.integrations (
    integration_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id      bigint NOT NULL REFERENCES gateway.tenants,
    system         text NOT NULL CHECK (system IN ('visma-eaccounting')),
    created_by     text NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT integrations_one_per_system UNIQUE (tenant_id, system),
    UNIQUE (tenant_id, integration_id)
);
CALL gateway.protect_by_tenant('gateway.integrations');

CREATE TABLE gateway.clients (
    client_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id       bigint NOT NULL,
    integration_id  bigint NOT NULL,
    company_id      text NOT NULL,                  -- the accounting system's own id of the company
    name            text NOT NULL,
    identity_kind   text NOT NULL CHECK (identity_kind IN ('ORGNR', 'PERSONAL', 'MISSING', 'INVALID')),
    orgnr           char(9),                        -- canonical; only where identity_kind is ORGNR
    personal_hash   bytea,                          -- keyed hash, for equality only; never the number
    identity_text   text,                           -- what could not be read, to be shown; never eleven digits
    active          boolean NOT NULL DEFAULT false, -- a person has switched the client on
    active_changed_by text,
    active_changed_at timestamptz,
    connected_by    text NOT NULL,
    connected_at    timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (tenant_id, integration_id) REFERENCES gateway.integrations (tenant_id, integration_id),
    CONSTRAINT clients_one_per_company UNIQUE (integration_id, company_id),
    CONSTRAINT clients_identity CHECK (
        (identity_kind = 'ORGNR') = (orgnr IS NOT NULL) AND (identity_kind = 'PERSONAL') = (personal_hash IS NOT NULL)),
    -- «Det er ikke mulig å velge klienter som ikke har orgnr eller personnr.»
    CONSTRAINT clients_chosen_has_identity CHECK (NOT active OR identity_kind IN ('ORGNR', 'PERSONAL'))
);
-- «Det kan heller ikke velges to klienter med samme Orgnr.»
CREATE UNIQUE INDEX clients_one_active_orgnr ON gateway.clients (tenant_id, orgnr) WHERE active;
CREATE UNIQUE INDEX clients_one_active_person ON gateway.clients (tenant_id, personal_hash) WHERE active;
CREATE INDEX clients_by_name ON gateway.clients (tenant_id, integration_id, name COLLATE "nb-NO-x-icu", client_id);
CALL gateway.protect_by_tenant('gateway.clients');

-- Append-only: no role of ours may change or remove a line, and the trigger holds the owner to it too.
CREATE TABLE gateway.audit_lines (
    line_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id      bigint NOT NULL,
    at             timestamptz NOT NULL DEFAULT now(),
    actor          text NOT NULL,                   -- the person's subject, or a part of the gateway
    actor_name     text NOT NULL,
    action         text NOT NULL,
    integration_id bigint,
    client_id      bigint,
    client_name    text,
    outcome        text NOT NULL CHECK (outcome IN ('DONE', 'REFUSED', 'FAILED')),
    detail         text,                            -- a cause's key or a count; no amounts, no personal numbers
    reference      text
);
CREATE INDEX audit_lines_newest ON gateway.audit_lines (tenant_id, line_id DESC);
CALL gateway.protect_by_tenant('gateway.audit_lines');

CREATE FUNCTION gateway.refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON gateway.audit_lines
    FOR EACH STATEMENT EXECUTE FUNCTION gateway.refuse_change();

GRANT SELECT, INSERT, UPDATE ON gateway.tenants TO erp_system;
GRANT SELECT ON gateway.tenants TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.integrations, gateway.clients TO erp_tenant, erp_system;
GRANT SELECT, INSERT ON gateway.audit_lines TO erp_tenant, erp_system;
