-- The outbox. Per client the sequence is dense, because it is counted in the row that the writing transaction
-- holds; an identity column would leave gaps that a reader could not tell from events still to come.

CREATE TABLE gateway.event_streams (
    client_id bigint PRIMARY KEY,
    tenant_id bigint NOT NULL,
    seq       bigint NOT NULL,                      -- of the newest event; never restarts
    -- The client as it was when the newest event was written: a removed client's last event must still be sent.
    tenant_external_id text NOT NULL,
    company_id text NOT NULL,
    orgnr      char(9),
    name       text NOT NULL
) WITH (fillfactor = 70);
CALL gateway.protect_by_tenant('gateway.event_streams');

CREATE TABLE gateway.events (
    client_id  bigint NOT NULL,
    seq        bigint NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('generation', 'heartbeat', 'books_removed', 'removed')),
    gen        int NOT NULL,
    from_gen   int NOT NULL,                        -- the generation that readers saw before
    created_at timestamptz NOT NULL DEFAULT now(),
    trace      text,                                -- of what led to it, a W3C traceparent; null if not traced
    PRIMARY KEY (client_id, seq)
);
CALL gateway.protect_by_client('gateway.events');

-- A product's position in a client's stream.
CREATE TABLE gateway.subscriptions (
    client_id   bigint NOT NULL,
    tenant_id   bigint NOT NULL,
    product     text NOT NULL CHECK (product IN ('avstemming', 'rapport', 'likviditet')),
    acked_seq   bigint NOT NULL DEFAULT 0,
    acked_gen   int NOT NULL DEFAULT 0,             -- what the product has; 0 = send it everything
    acked_at    timestamptz,
    newest_seq  bigint NOT NULL,                    -- the stream's, kept here so that «due» is one index and one row
    failures    int NOT NULL DEFAULT 0,             -- in a row; 0 after an ack
    next_try_at timestamptz NOT NULL DEFAULT now(),
    parked_at   timestamptz,                        -- given up until a person or the product asks again
    transfer    bigint NOT NULL DEFAULT 0,          -- raised by each claim; the fence of every message and ack
    lease_owner text,
    lease_until timestamptz,
    PRIMARY KEY (client_id, product)
) WITH (fillfactor = 70);
CREATE INDEX subscriptions_due ON gateway.subscriptions (product, next_try_at)
    WHERE parked_at IS NULL AND acked_seq < newest_seq;
CALL gateway.protect_by_tenant('gateway.subscriptions');

-- Which stream this is: changes when the database is restored from a backup, and consumers then take a snapshot.
CREATE TABLE gateway.stream_epoch (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch    uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO gateway.stream_epoch DEFAULT VALUES;

GRANT SELECT ON gateway.event_streams, gateway.events, gateway.subscriptions TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.event_streams, gateway.events, gateway.subscriptions TO erp_system;
GRANT SELECT, UPDATE ON gateway.stream_epoch TO erp_system;
