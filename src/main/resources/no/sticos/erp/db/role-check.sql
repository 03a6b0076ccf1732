SELECT NOT r.rolsuper
   AND NOT r.rolbypassrls
   AND NOT has_table_privilege('gateway.clients', 'SELECT')
   AND NOT pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'gateway.clients'::regclass), 'MEMBER')
  FROM pg_roles r
 WHERE r.rolname = current_user
