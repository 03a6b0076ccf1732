-- Two schemas: gateway holds the tables, ledger is the public read model made of views.
-- Two roles that a transaction takes on: erp_tenant sees one firm, erp_system works for all of them.
-- The role that the pool signs in as may only take these on, and is nothing by itself.

-- Flyway makes schema gateway for its own table.
CREATE SCHEMA ledger;

DO $$
DECLARE
    taken_on text;
BEGIN
    FOREACH taken_on IN ARRAY ARRAY['erp_tenant', 'erp_system'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', taken_on);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- roles belong to the server: another database of it made them
        END;
        IF current_setting('server_version_num')::int >= 160000 THEN
            EXECUTE format('GRANT %I TO %I WITH INHERIT FALSE, SET TRUE', taken_on, '${gatewayRole}');
        ELSE
            EXECUTE format('GRANT %I TO %I', taken_on, '${gatewayRole}');
        END IF;
    END LOOP;
END $$;

GRANT USAGE ON SCHEMA gateway, ledger TO erp_tenant, erp_system;
-- Needed before a role is taken on, to look up the tables of the start's own check.
GRANT USAGE ON SCHEMA gateway TO "${gatewayRole}";

-- The firm of this transaction. Unset or empty is an error, never «everybody».
CREATE FUNCTION gateway.tenant() RETURNS bigint
    LANGUAGE sql STABLE
    RETURN current_setting('erp.tenant')::bigint;

-- A table whose rows carry the firm.
CREATE PROCEDURE gateway.protect_by_tenant(protected regclass)
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY tenant ON %s TO erp_tenant'
        ' USING (tenant_id = (SELECT gateway.tenant())) WITH CHECK (tenant_id = (SELECT gateway.tenant()))', protected);
    EXECUTE format('CREATE POLICY system ON %s TO erp_system USING (true) WITH CHECK (true)', protected);
END $$;

-- A table whose rows belong to a firm through their client. This form goes into the index condition, so that
-- it costs nothing where the query names the client.
CREATE PROCEDURE gateway.protect_by_client(protected regclass)
    LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', protected);
    EXECUTE format('CREATE POLICY tenant ON %s TO erp_tenant'
        ' USING (client_id = ANY (ARRAY(SELECT c.client_id FROM gateway.clients c)))'
        ' WITH CHECK (client_id = ANY (ARRAY(SELECT c.client_id FROM gateway.clients c)))', protected);
    EXECUTE format('CREATE POLICY system ON %s TO erp_system USING (true) WITH CHECK (true)', protected);
END $$;
