-- True if this database is not the one that a node started on last: then the stream is another one from now on.
WITH known AS MATERIALIZED (
    SELECT system_id, timeline, database_id FROM gateway.stream_epoch FOR UPDATE
), here AS (
    SELECT c.system_identifier AS system_id,
        ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::int AS timeline,
        d.oid AS database_id
    FROM pg_control_system() c, pg_database d
    WHERE d.datname = current_database()
)
UPDATE gateway.stream_epoch e
SET system_id = here.system_id, timeline = here.timeline, database_id = here.database_id
FROM known, here
WHERE (known.system_id, known.timeline, known.database_id)
    IS DISTINCT FROM (here.system_id, here.timeline, here.database_id)
RETURNING known.system_id IS NOT NULL
