-- Reads the catalogue only: what works before the schema is migrated, and for a role that may do nothing.
SELECT current_setting('server_version') AS version,
       current_setting('server_version_num')::int AS version_number,
       (SELECT NOT r.rolsuper AND NOT r.rolbypassrls AND NOT r.rolcreaterole
           AND NOT EXISTS (
               SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'gateway' AND pg_has_role(r.oid, c.relowner, 'MEMBER'))
          FROM pg_roles r
         WHERE r.rolname = current_user) AS harmless,
       ARRAY(
           SELECT c.relname::text
             FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'gateway' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relrowsecurity
              AND EXISTS (
                  SELECT FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attname IN ('tenant_id', 'client_id') AND NOT a.attisdropped)
            ORDER BY c.relname) AS unprotected,
       clock_timestamp() AS clock
