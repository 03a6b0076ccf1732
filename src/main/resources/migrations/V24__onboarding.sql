-- Bringing many clients in: a person's queue of companies to connect or to sign in again, and a consent that waits for
-- that person's word because another company was chosen than the queue's.

CREATE TABLE gateway.connect_queues (
    queue_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id      bigint NOT NULL,
    integration_id bigint NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('CONNECT', 'RECONNECT')),
    owner          text NOT NULL,                   -- the person's subject: nobody else sees or uses it
    activate       boolean NOT NULL DEFAULT false,  -- switch each client on as soon as it is there
    paused         boolean NOT NULL DEFAULT false,  -- the next one does not open by itself
    made_at        timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (tenant_id, integration_id) REFERENCES gateway.integrations (tenant_id, integration_id)
        ON DELETE CASCADE,
    CONSTRAINT connect_queues_one_of_each UNIQUE (integration_id, owner, kind)
);
CALL gateway.protect_by_tenant('gateway.connect_queues');

-- Who stands in it. That a company has been added by somebody else meanwhile is not written here: it is seen.
CREATE TABLE gateway.connect_entries (
    entry_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    queue_id      bigint NOT NULL REFERENCES gateway.connect_queues ON DELETE CASCADE,
    tenant_id     bigint NOT NULL,
    place         int NOT NULL,
    wanted_orgnr  char(9),                          -- to be connected
    wanted_client bigint REFERENCES gateway.clients ON DELETE CASCADE, -- to be signed in again
    name          text,                             -- as the person wrote it beside the number
    client_id     bigint REFERENCES gateway.clients ON DELETE SET NULL, -- who came of it
    settled_at    timestamptz,
    cause         text,                             -- why the last try led nowhere
    cause_args    text[] CHECK ((cause IS NULL) = (cause_args IS NULL)),
    CONSTRAINT connect_entries_one UNIQUE NULLS NOT DISTINCT (queue_id, wanted_orgnr, wanted_client),
    CHECK (num_nonnulls(wanted_orgnr, wanted_client) = 1)
);
CREATE INDEX connect_entries_wanted ON gateway.connect_entries (wanted_client);
CREATE INDEX connect_entries_of_client ON gateway.connect_entries (client_id);
CALL gateway.protect_by_tenant('gateway.connect_entries');

-- At most ten minutes; then it is revoked at Visma, and the row goes.
CREATE TABLE gateway.held_consents (
    held_id        uuid PRIMARY KEY,
    tenant_id      bigint NOT NULL,
    integration_id bigint NOT NULL,
    queue_id       bigint NOT NULL,
    entry_id       bigint NOT NULL,                 -- whose turn it was
    owner          text NOT NULL,
    company_id     text NOT NULL,
    name           text NOT NULL,
    identity_kind  text NOT NULL,
    orgnr          char(9),
    personal_hash  bytea,
    identity_text  text,
    tokens         bytea,                           -- AEAD-encrypted for this row; null once the company was added
    access_ends_at timestamptz NOT NULL,
    scopes         text[] NOT NULL,
    client_id      bigint REFERENCES gateway.clients ON DELETE CASCADE, -- the client that it became
    tried_at       timestamptz,                     -- when a node last took it on to revoke it
    expires_at     timestamptz NOT NULL
);
CREATE INDEX held_consents_of_queue ON gateway.held_consents (queue_id);
CREATE INDEX held_consents_of_client ON gateway.held_consents (client_id);
CREATE INDEX held_consents_over ON gateway.held_consents (expires_at);
CALL gateway.protect_by_tenant('gateway.held_consents');

ALTER TABLE gateway.sign_in_flows
    ADD COLUMN queue_id bigint,                     -- the queue that the browser left from
    ADD COLUMN entry_id bigint,
    ADD CONSTRAINT sign_in_flows_queued CHECK ((queue_id IS NULL) = (entry_id IS NULL));

GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.connect_queues, gateway.connect_entries TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.held_consents TO erp_tenant, erp_system;
