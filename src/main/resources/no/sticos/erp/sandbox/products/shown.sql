-- Run at every start, in one transaction; nodes that start at once do it in turn.
SELECT pg_advisory_xact_lock(hashtext('no.sticos.erp.sandbox.products'), hashtext('{schema}'));

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{schema}') THEN
        CREATE SCHEMA {schema};
    END IF;
END
$$;

-- What is shown of each client: it moves in the transaction that moves the parts.
CREATE TABLE IF NOT EXISTS {schema}.shown (
    client_id  bigint  PRIMARY KEY,
    name       text    NOT NULL,
    generation integer NOT NULL,
    as_of      timestamptz NOT NULL,
    verdict    text    NOT NULL
);
