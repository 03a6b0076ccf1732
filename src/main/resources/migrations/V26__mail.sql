-- Mail on its way to the mail server, and links by which somebody outside the firm gives consent for one client.

CREATE TABLE gateway.mails (
    mail_id   uuid PRIMARY KEY,
    tenant_id bigint NOT NULL,                      -- the firm on whose behalf
    recipient text NOT NULL,
    letter    bytea NOT NULL,                       -- AEAD-encrypted for this row: a link in it opens a door
    posted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at    timestamptz NOT NULL DEFAULT clock_timestamp(), -- not before; whoever takes it moves it on by a lease
    tries     int NOT NULL DEFAULT 0
);
CREATE INDEX mails_due ON gateway.mails (due_at);
CALL gateway.protect_by_tenant('gateway.mails');

-- Nobody who reads this can use a link: its token is stored as a hash.
CREATE TABLE gateway.invitations (
    invitation_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id       bigint NOT NULL,
    integration_id  bigint NOT NULL,
    wanted_client   bigint REFERENCES gateway.clients ON DELETE CASCADE, -- to be signed in again
    wanted_orgnr    char(9),                        -- to be connected
    name            text,                           -- as the queue has it beside the number
    token_hash      bytea NOT NULL UNIQUE,          -- SHA-256 of the token, 256 random bits
    recipient       text NOT NULL,
    invited_by      text NOT NULL,                  -- the person's subject
    invited_by_name text NOT NULL,
    made_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at      timestamptz NOT NULL,
    used_at         timestamptz,
    FOREIGN KEY (tenant_id, integration_id) REFERENCES gateway.integrations (tenant_id, integration_id)
        ON DELETE CASCADE,
    CHECK (num_nonnulls(wanted_client, wanted_orgnr) = 1)
);
CREATE INDEX invitations_of_system ON gateway.invitations (integration_id, wanted_orgnr);
CREATE INDEX invitations_of_client ON gateway.invitations (wanted_client);
CREATE INDEX invitations_of_firm ON gateway.invitations (tenant_id, made_at);
CREATE INDEX invitations_over ON gateway.invitations (expires_at);
CALL gateway.protect_by_tenant('gateway.invitations');

ALTER TABLE gateway.sign_in_flows
    ADD COLUMN invitation_id bigint;                -- the link that the browser came by, instead of a session

-- Who asked for a consent that somebody outside the firm gave: that person answers for it.
ALTER TABLE gateway.grants
    ADD COLUMN invited_by text;

GRANT INSERT ON gateway.mails TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.mails TO erp_system;
GRANT SELECT, INSERT, UPDATE ON gateway.invitations TO erp_tenant;
GRANT SELECT, UPDATE, DELETE ON gateway.invitations TO erp_system;
