-- Which products subscribe is configuration; each node writes it here when it starts, so that writing an event needs to
-- know no more than this table.
CREATE TABLE gateway.products (
    product    text PRIMARY KEY CHECK (product ~ '^[a-z][a-z0-9-]{1,30}$'),
    entities   text[] NOT NULL DEFAULT '{}',        -- what the product is sent; empty = everything
    retired_at timestamptz                          -- no longer configured; its positions stay as they are
);
INSERT INTO gateway.products (product) VALUES ('avstemming'), ('rapport'), ('likviditet');
GRANT SELECT ON gateway.products TO erp_tenant;
GRANT SELECT, INSERT, UPDATE ON gateway.products TO erp_system;

ALTER TABLE gateway.subscriptions
    DROP CONSTRAINT subscriptions_product_check,
    ADD COLUMN paused_at    timestamptz,            -- the product, or somebody for it, wants nothing for now
    ADD COLUMN failure_code int;                    -- what the product answered last; null = it did not answer, or it took it
ALTER TABLE gateway.product_locks DROP CONSTRAINT product_locks_product_check;
DROP INDEX gateway.subscriptions_due;
CREATE INDEX subscriptions_due ON gateway.subscriptions (product, next_try_at)
    WHERE parked_at IS NULL AND paused_at IS NULL AND acked_seq < newest_seq;

-- Which database this was when a node last started: another cluster, another timeline or another database under the same
-- name has been restored from a backup, or promoted from a standby that may not have had the last of it.
ALTER TABLE gateway.stream_epoch
    ADD COLUMN system_id   bigint,
    ADD COLUMN timeline    int,
    ADD COLUMN database_id oid;
