-- What people asked to have removed, and what came of it: the receipt outlives the client, so no key leads to it.

CREATE TABLE gateway.removals (
    removal_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id      bigint NOT NULL,
    integration_id bigint NOT NULL,
    kind           text NOT NULL CHECK (kind IN ('FIGURES', 'CLIENT', 'SYSTEM')),
    system         text NOT NULL,
    asked_by       text NOT NULL,
    asked_at       timestamptz NOT NULL DEFAULT now(),
    starts_at      timestamptz NOT NULL,            -- can be undone until then
    undone_by      text,
    undone_at      timestamptz,
    ended_at       timestamptz
);
CREATE INDEX removals_newest ON gateway.removals (tenant_id, removal_id DESC);
CALL gateway.protect_by_tenant('gateway.removals');

CREATE TABLE gateway.removed_clients (
    removal_id  bigint NOT NULL REFERENCES gateway.removals,
    client_id   bigint NOT NULL,
    tenant_id   bigint NOT NULL,
    name        text NOT NULL,
    orgnr       char(9),
    event_seq   bigint,                             -- the event that told the products; null while none was needed
    hidden_at   timestamptz,                        -- since when no reader sees anything
    removed     jsonb NOT NULL DEFAULT '{}',        -- rows removed per table
    rows_left   bigint,                             -- counted when it was over
    revoked     text NOT NULL DEFAULT 'PENDING' CHECK (revoked IN ('PENDING', 'DONE', 'NOTHING', 'GIVEN_UP', 'KEPT')),
    revoked_at  timestamptz,
    ended_at    timestamptz,
    PRIMARY KEY (removal_id, client_id)
);
CREATE INDEX removed_clients_unfinished ON gateway.removed_clients (client_id) WHERE ended_at IS NULL;
CALL gateway.protect_by_tenant('gateway.removed_clients');

GRANT SELECT, INSERT ON gateway.removals, gateway.removed_clients TO erp_tenant;
GRANT SELECT, INSERT, UPDATE ON gateway.removals, gateway.removed_clients TO erp_system;

-- The tables that hold a client's books, in the order in which they are emptied.
CREATE FUNCTION gateway.tables_of_books() RETURNS regclass[]
    LANGUAGE sql STABLE
    RETURN ARRAY['gateway.voucher_rows', 'gateway.vouchers', 'gateway.documents', 'gateway.unreadable_documents',
                 'gateway.deviations', 'gateway.proof_checks', 'gateway.generations', 'gateway.checkpoints']::regclass[];

-- Removes up to a number of rows of one table: the first that still has some. No row: nothing is left.
CREATE FUNCTION gateway.remove_books(client bigint, most int) RETURNS TABLE (kind text, rows bigint)
    LANGUAGE plpgsql AS $$
DECLARE
    emptied regclass;
BEGIN
    FOREACH emptied IN ARRAY gateway.tables_of_books() LOOP
        EXECUTE format('DELETE FROM %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %s WHERE client_id = $1 LIMIT $2))',
            emptied, emptied) USING client, most;
        GET DIAGNOSTICS rows = ROW_COUNT;
        IF rows > 0 THEN
            kind := (SELECT relname FROM pg_class WHERE oid = emptied);
            RETURN NEXT;
            RETURN;
        END IF;
    END LOOP;
END $$;

-- How many rows each table of books has of a client; those that have none are left out.
CREATE FUNCTION gateway.count_books(client bigint) RETURNS TABLE (kind text, rows bigint)
    LANGUAGE plpgsql STABLE AS $$
DECLARE
    counted regclass;
BEGIN
    FOREACH counted IN ARRAY gateway.tables_of_books() LOOP
        EXECUTE format('SELECT count(*) FROM %s WHERE client_id = $1', counted) INTO rows USING client;
        IF rows > 0 THEN
            kind := (SELECT relname FROM pg_class WHERE oid = counted);
            RETURN NEXT;
        END IF;
    END LOOP;
END $$;
