SELECT pg_advisory_xact_lock(hashtext('gateway.api_keys'), hashint8($1::bigint))
