-- The helper's tables. Run at every start, in one transaction; nodes that start at once do it in turn.
SELECT pg_advisory_xact_lock(hashtext('no.sticos.erp.consumer'), hashtext('{schema}'));

-- Not CREATE SCHEMA IF NOT EXISTS: that asks for the right to make one even where it is there.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{schema}') THEN
        CREATE SCHEMA {schema};
    END IF;
END
$$;

-- One row per client that was heard of: what was applied last, and whose messages are taken.
CREATE TABLE IF NOT EXISTS {schema}.positions (
    client_id    bigint  PRIMARY KEY,
    -- What was applied: it moves in the transaction that applies. '' and 0 = nothing.
    stream_epoch text    NOT NULL DEFAULT '',
    sequence     bigint  NOT NULL DEFAULT 0,
    generation   integer NOT NULL DEFAULT 0,
    moved_at     timestamptz,
    -- The stream that is followed and the newest transfer seen in it: lower ones come from a replaced relay.
    followed     text    NOT NULL DEFAULT '',
    fence        bigint  NOT NULL DEFAULT 0,
    -- Streams followed before: the gateway was restored since, and what still comes of them is old.
    streams_left text[]  NOT NULL DEFAULT '{}'
);

-- The generation on its way to a client.
CREATE TABLE IF NOT EXISTS {schema}.transfers (
    client_id     bigint  PRIMARY KEY,
    stream_epoch  text    NOT NULL,
    transfer      bigint  NOT NULL,
    generation    integer NOT NULL,
    -- It was applied before: it is acknowledged to its end, and nothing of it is kept.
    is_past       boolean NOT NULL,
    begin_message text    NOT NULL,
    pages         integer NOT NULL
);

-- Its pages, each as the JSON array that was sent. They need not survive the server's crash: the gateway sends a
-- generation again from its begin, and one with fewer pages than its transfer says is never handed over.
DO $$
BEGIN
    -- A second start must not wait for the first one's transactions, as altering a table does.
    IF to_regclass('{schema}.pages') IS NULL THEN
        CREATE UNLOGGED TABLE {schema}.pages (
            client_id bigint  NOT NULL,
            page      integer NOT NULL,
            event_id  text    NOT NULL,
            entity    text    NOT NULL,
            changed   integer NOT NULL,
            deleted   integer NOT NULL,
            documents text    NOT NULL,
            PRIMARY KEY (client_id, page)
        );
        -- Each is written once, read once and deleted: compressing it costs more than it saves.
        ALTER TABLE {schema}.pages ALTER COLUMN documents SET STORAGE EXTERNAL;
    END IF;
END
$$;
