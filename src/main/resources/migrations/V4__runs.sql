-- The work queue and the runs are one table: a queued run is a row that nobody has leased yet.
-- No foreign key leads to clients: removal must not delete its own traces.

CREATE TABLE gateway.runs (
    run_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    client_id     bigint NOT NULL,
    tenant_id     bigint NOT NULL,
    stage         text NOT NULL CHECK (stage IN ('SETTINGS', 'CURRENT', 'REST', 'ALL', 'REMOVAL')),
    removal_id    bigint CHECK ((removal_id IS NOT NULL) = (stage = 'REMOVAL')),
    trigger       text NOT NULL CHECK (trigger IN ('CLICK', 'SCHEDULE', 'BULK')),
    requested_by  text NOT NULL,
    requested_at  timestamptz NOT NULL DEFAULT now(),
    state         text NOT NULL DEFAULT 'QUEUED'
        CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'PARTIAL', 'HELD', 'FAILED')),
    not_before    timestamptz NOT NULL DEFAULT now(),
    waiting_until timestamptz,                      -- running, but Visma asked it to wait until then
    gen           int,                              -- the generation it builds; null until first leased
    epoch         int NOT NULL DEFAULT 0,           -- raised by each lease; the fence of every write
    node          text,
    lease_until   timestamptz,
    failures      int NOT NULL DEFAULT 0,           -- faults that will pass, in a row, none of which found it further
    furthest      bigint NOT NULL DEFAULT 0,        -- documents read, of those expected, at the fault that found most
    started_at    timestamptz,
    ended_at      timestamptz,
    verdict       text CHECK (verdict IN ('OK', 'DEVIATION', 'UNKNOWN')),
    cause         text,
    cause_args    text[],
    reference     text,
    trace         text                              -- of what asked for it, a W3C traceparent; null if not traced
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX runs_one_open ON gateway.runs (client_id) WHERE ended_at IS NULL;
CREATE INDEX runs_waiting ON gateway.runs (not_before, run_id) WHERE state = 'QUEUED';
CREATE INDEX runs_leased ON gateway.runs (lease_until) WHERE state = 'RUNNING';
CREATE INDEX runs_of_client ON gateway.runs (client_id, run_id DESC);
CALL gateway.protect_by_tenant('gateway.runs');

-- Whose turn it is, over all firms; the one order, for those who claim and for those who are told their place.
-- A click before a schedule before the bulk, but a run gains a rank for each ten minutes that it has waited; within a
-- rank the firms take turns, and what a firm has under way were its first ones. In the queue are the runs that wait
-- and those that their node has lost; last those in a pause.
CREATE VIEW gateway.run_queue WITH (security_invoker) AS
SELECT t.run_id, row_number() OVER (ORDER BY t.paused, t.rank, t.turn, t.run_id) AS place
  FROM (SELECT r.*, row_number() OVER (PARTITION BY r.tenant_id ORDER BY r.waits, r.paused, r.rank, r.run_id) AS turn
          FROM (SELECT run_id, tenant_id, not_before > now() AS paused,
                       state = 'QUEUED' OR lease_until < now() AS waits,
                       CASE trigger WHEN 'CLICK' THEN 0 WHEN 'SCHEDULE' THEN 2 ELSE 4 END
                           - floor(extract(epoch FROM now() - requested_at) / 600) AS rank
                  FROM gateway.runs
                 WHERE state IN ('QUEUED', 'RUNNING')) r) t
 WHERE t.waits;

-- How far a run has come in each resource. One row per resource because ordinals are given out here:
-- two writers of one resource would collide on them.
CREATE TABLE gateway.checkpoints (
    run_id     bigint NOT NULL,
    client_id  bigint NOT NULL,
    resource   text NOT NULL,
    step       int NOT NULL DEFAULT 0,              -- pages written; each page is a compare-and-set on it
    position   text NOT NULL DEFAULT '',            -- where reading goes on; the reader's own words
    next_doc   int NOT NULL,                        -- the next ordinal within the generation
    documents  bigint NOT NULL DEFAULT 0,           -- documents seen, changed or not
    expected   bigint NOT NULL DEFAULT 0,           -- Σ TotalNumberOfResults of the lists begun, as last told
    isolated   bigint NOT NULL DEFAULT 0,           -- documents set aside as unreadable
    changed    bigint NOT NULL DEFAULT 0,           -- versions written
    complete   boolean NOT NULL DEFAULT false,
    refused    text,                                -- why the resource cannot be read, a cause's key
    refused_args text[] CHECK ((refused IS NULL) = (refused_args IS NULL)),
    settings_hash bigint,                           -- of the company's settings when it was refused
    began_at   timestamptz,                         -- Visma's clock at the first page
    PRIMARY KEY (run_id, resource)
) WITH (fillfactor = 50);
CALL gateway.protect_by_client('gateway.checkpoints');

GRANT SELECT ON gateway.runs, gateway.checkpoints TO erp_tenant;
GRANT INSERT, UPDATE ON gateway.runs TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.runs, gateway.checkpoints TO erp_system;
GRANT SELECT ON gateway.run_queue TO erp_system;
