-- The tables that hold a client's books, in the order in which they are emptied. A new one says so in its own migration:
-- CALL gateway.holds_books('gateway.…').

CREATE TABLE gateway.tables_with_books (
    place int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name  regclass NOT NULL UNIQUE
);
INSERT INTO gateway.tables_with_books (name)
SELECT unnest(gateway.tables_of_books());
GRANT SELECT ON gateway.tables_with_books TO erp_tenant, erp_system;

CREATE PROCEDURE gateway.holds_books(held regclass) LANGUAGE sql AS $$
    INSERT INTO gateway.tables_with_books (name) VALUES (held)
$$;

CREATE OR REPLACE FUNCTION gateway.tables_of_books() RETURNS regclass[]
    LANGUAGE sql STABLE AS $$
    SELECT array_agg(t.name ORDER BY t.place) FROM gateway.tables_with_books t
$$;
