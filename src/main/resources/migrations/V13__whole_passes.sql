-- What a run saw, whether the list stood still meanwhile, and where the next run can go on.

ALTER TABLE gateway.runs DROP CONSTRAINT runs_stage_check;
ALTER TABLE gateway.runs ADD CONSTRAINT runs_stage_check
    CHECK (stage IN ('SETTINGS', 'CURRENT', 'REST', 'ALL', 'CHANGES', 'REMOVAL'));

-- A pass is one reading of a resource from its beginning to its end; a run repeats one that drifted.
ALTER TABLE gateway.checkpoints
    ADD COLUMN passes       int NOT NULL DEFAULT 1,
    ADD COLUMN first_step   int NOT NULL DEFAULT 0,          -- the pass' first
    ADD COLUMN pass_changed bigint NOT NULL DEFAULT 0,       -- versions written in the pass
    ADD COLUMN moved        boolean NOT NULL DEFAULT false,  -- a total changed, or a document was stamped since the pass began
    ADD COLUMN shifting     boolean NOT NULL DEFAULT false,  -- some list of the pass had several pages and no immutable key
    ADD COLUMN stampless    bigint NOT NULL DEFAULT 0;       -- documents of the pass without a change stamp

-- The versions that a page showed, as ranges of (from_gen << 32 | doc): what a whole pass did not show has vanished.
-- Kept until the run has ended.
CREATE TABLE gateway.seen (
    run_id    bigint NOT NULL,
    client_id bigint NOT NULL,
    resource  text NOT NULL,
    step      int NOT NULL,
    versions  int8multirange NOT NULL,
    PRIMARY KEY (run_id, resource, step)
);
CREATE INDEX seen_by_client ON gateway.seen (client_id);
CALL gateway.protect_by_client('gateway.seen');
CALL gateway.holds_books('gateway.seen');

-- Which request brought the versions [first_doc, first_doc + docs) of a generation, and when Visma answered it.
CREATE TABLE gateway.landed_pages (
    client_id bigint NOT NULL,
    resource  text NOT NULL,
    gen       int NOT NULL,
    first_doc int NOT NULL,
    docs      int NOT NULL,
    run_id    bigint NOT NULL,
    request   text NOT NULL,
    read_at   timestamptz NOT NULL,
    PRIMARY KEY (client_id, resource, gen, first_doc)
);
CALL gateway.protect_by_client('gateway.landed_pages');
CALL gateway.holds_books('gateway.landed_pages');

-- From when on a client's changes of a resource are not known; written with the generation that knows the others.
CREATE TABLE gateway.watermarks (
    client_id bigint NOT NULL,
    resource  text NOT NULL,
    since     timestamptz NOT NULL,                          -- Visma's clock
    stampless bigint NOT NULL,                               -- documents that no filter on stamps would show
    several   boolean NOT NULL,                              -- a list of it has several pages; one page is read whole as cheaply
    PRIMARY KEY (client_id, resource)
) WITH (fillfactor = 70);
CALL gateway.protect_by_client('gateway.watermarks');
CALL gateway.holds_books('gateway.watermarks');

-- What Visma's endpoints make of a filter: of the endpoint, not of a client. Looked at again after a while.
CREATE TABLE gateway.served_filters (
    resource  text NOT NULL,
    filter    text NOT NULL CHECK (filter IN ('STAMP', 'NUMBER')),
    finding   text NOT NULL CHECK (finding IN ('SERVED', 'IGNORED', 'REJECTED')),
    probed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (resource, filter)
);

-- How many vanished vouchers a person has seen and accepted; until the next generation is published.
ALTER TABLE gateway.books ADD COLUMN accepted_gone bigint;

GRANT SELECT ON gateway.seen, gateway.landed_pages, gateway.watermarks TO erp_tenant;
GRANT UPDATE (accepted_gone) ON gateway.books TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.seen, gateway.landed_pages, gateway.watermarks, gateway.served_filters
    TO erp_system;
