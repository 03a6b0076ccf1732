-- Landed books in versions. A reader sees the versions of the client's current generation:
--   from_gen <= current_gen AND (to_gen IS NULL OR to_gen > current_gen)
-- A version is found by (client, from_gen, doc), doc being its ordinal within the generation: no uuid in rows,
-- and everything that a generation opened is one range of the primary key.

CREATE TABLE gateway.books (
    client_id    bigint PRIMARY KEY,
    current_gen  int NOT NULL DEFAULT 0,            -- what readers see; 0 = nothing published yet
    last_gen     int NOT NULL DEFAULT 0,            -- the newest number given out; never given out again once published
    published_at timestamptz,
    verified_at  timestamptz,                       -- the last run that found everything as published
    verdict      text CHECK (verdict IN ('OK', 'DEVIATION', 'UNKNOWN'))
) WITH (fillfactor = 70);
CALL gateway.protect_by_client('gateway.books');

CREATE TABLE gateway.generations (
    client_id    bigint NOT NULL,
    gen          int NOT NULL,
    run_id       bigint NOT NULL,
    stage        text NOT NULL,
    coverage     text[] NOT NULL,                   -- resources that are whole; vouchers as vouchers/<first date>
    as_of        timestamptz NOT NULL,              -- Visma's clock when the reading began
    published_at timestamptz NOT NULL DEFAULT now(),
    result       text NOT NULL CHECK (result IN ('DONE', 'PARTIAL')),
    verdict      text NOT NULL CHECK (verdict IN ('OK', 'DEVIATION', 'UNKNOWN')),
    reason       text,                              -- why it is UNKNOWN or PARTIAL, a cause's key
    gaps         jsonb NOT NULL DEFAULT '{}',       -- resources that are not whole, with cause and arguments
    counts       jsonb NOT NULL,                    -- documents per resource, rows, new, changed, closed
    PRIMARY KEY (client_id, gen)
);
CALL gateway.protect_by_client('gateway.generations');

-- One line per check of a generation; deviations name account and year.
CREATE TABLE gateway.proof_checks (
    client_id bigint NOT NULL,
    gen       int NOT NULL,
    check_id  text NOT NULL,                        -- C1 … C14 of the ledger checks
    level     text NOT NULL CHECK (level IN ('ERROR', 'WARN')),
    outcome   text NOT NULL CHECK (outcome IN ('HOLDS', 'DEVIATES', 'NOT_APPLICABLE', 'UNKNOWN')),
    passed    bigint NOT NULL,
    checked   bigint NOT NULL,
    detail    text,
    PRIMARY KEY (client_id, gen, check_id)
);
CALL gateway.protect_by_client('gateway.proof_checks');

CREATE TABLE gateway.deviations (
    client_id  bigint NOT NULL,
    gen        int NOT NULL,
    check_id   text NOT NULL,
    line       int NOT NULL,
    year_start date,
    at_date    date,
    account    bigint,
    voucher_id uuid,
    expected   numeric,                             -- Visma's figure
    found      numeric,                             -- ours
    difference numeric GENERATED ALWAYS AS (found - expected) STORED,
    PRIMARY KEY (client_id, gen, check_id, line)
);
CALL gateway.protect_by_client('gateway.deviations');

-- Documents kept as Visma's own fields.
CREATE TABLE gateway.documents (
    client_id    bigint NOT NULL,
    resource     text NOT NULL,
    from_gen     int NOT NULL,
    doc          int NOT NULL,
    to_gen       int,
    key          text NOT NULL,
    row_hash     bigint NOT NULL,
    books_hash   bigint NOT NULL,
    hash_version smallint NOT NULL,
    body         jsonb NOT NULL,
    PRIMARY KEY (client_id, resource, from_gen, doc)
);
-- In one expression, so that it is the only index that fits a look-up by key: of a resource not met before, a planner
-- expects one document, takes the primary key's first two columns for as good, and reads all documents for each key.
CREATE UNIQUE INDEX documents_open ON gateway.documents (client_id, (resource || '/' || key)) WHERE to_gen IS NULL;
CREATE INDEX documents_closed ON gateway.documents (client_id, to_gen, resource, from_gen, doc) WHERE to_gen IS NOT NULL;
CALL gateway.protect_by_client('gateway.documents');

CREATE TABLE gateway.vouchers (
    client_id    bigint NOT NULL,
    row_hash     bigint NOT NULL,
    books_hash   bigint NOT NULL,
    from_gen     int NOT NULL,
    doc          int NOT NULL,
    to_gen       int,
    hash_version smallint NOT NULL,
    voucher_type int,
    voucher_date date NOT NULL,
    voucher_id   uuid NOT NULL,
    source_id    uuid,
    number_series text,
    number       text,
    voucher_text text,
    modified_utc text,                              -- seven fraction digits: more than timestamptz keeps; sorts as text
    created_utc  text,
    extra        jsonb,
    PRIMARY KEY (client_id, from_gen, doc)
);
CREATE UNIQUE INDEX vouchers_open ON gateway.vouchers (client_id, voucher_id) WHERE to_gen IS NULL;
CREATE INDEX vouchers_closed ON gateway.vouchers (client_id, to_gen, from_gen, doc) WHERE to_gen IS NOT NULL;
CALL gateway.protect_by_client('gateway.vouchers');

-- Amounts have no fixed scale: books that are merely wrong are kept exactly as Visma gave them.
CREATE TABLE gateway.voucher_rows (
    client_id    bigint NOT NULL,
    account      bigint NOT NULL,
    from_gen     int NOT NULL,
    doc          int NOT NULL,
    to_gen       int,
    voucher_date date NOT NULL,
    row_no       int NOT NULL,                      -- 1 for the first; a row has no other identity
    debit        numeric NOT NULL,
    credit       numeric NOT NULL,
    vat_code_id  uuid,
    cost_center_item_id1 uuid,
    cost_center_item_id2 uuid,
    cost_center_item_id3 uuid,
    project_id   uuid,
    vat_code     text,
    row_text     text,
    extra        jsonb,
    PRIMARY KEY (client_id, from_gen, doc, row_no)
);
CREATE INDEX voucher_rows_by_account ON gateway.voucher_rows (client_id, account, voucher_date);
CALL gateway.protect_by_client('gateway.voucher_rows');

ALTER TABLE gateway.documents SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE gateway.vouchers SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE gateway.voucher_rows SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- Documents that could not be read, with their own text for whoever must find out why.
CREATE TABLE gateway.unreadable_documents (
    run_id    bigint NOT NULL,
    resource  text NOT NULL,
    step      int NOT NULL,
    line      int NOT NULL,
    client_id bigint NOT NULL,
    scope     text NOT NULL,                        -- the fiscal year or date whose list it was in; empty: all of them
    key       text NOT NULL,
    reason    text NOT NULL,
    raw       text NOT NULL,
    PRIMARY KEY (run_id, resource, step, line)
);
CALL gateway.protect_by_client('gateway.unreadable_documents');

GRANT SELECT ON gateway.books, gateway.generations, gateway.proof_checks, gateway.deviations, gateway.documents,
    gateway.vouchers, gateway.voucher_rows, gateway.unreadable_documents TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.books, gateway.generations, gateway.proof_checks, gateway.deviations,
    gateway.documents, gateway.vouchers, gateway.voucher_rows, gateway.unreadable_documents TO erp_system;
