-- Whether what is stored is still what was stored, how long older generations are kept, and the books as of a time.

-- Work that is done to each client at night, in slices and by turns: the client that has waited longest is next.
CREATE TABLE gateway.night_turns (
    client_id   bigint NOT NULL,
    chore       text NOT NULL CHECK (chore IN ('INTEGRITY', 'SPOT', 'PRUNING')),
    turn        bigint NOT NULL DEFAULT 0,          -- raised by each claim; the fence of what is written in it
    turn_at     timestamptz NOT NULL DEFAULT '-infinity',
    node        text,
    lease_until timestamptz,
    position    text NOT NULL DEFAULT '',           -- where the pass goes on; empty between passes
    began_at    timestamptz,                        -- of the pass under way
    seen        bigint NOT NULL DEFAULT 0,          -- in the pass under way
    ended_at    timestamptz,                        -- of the last whole pass
    last_seen   bigint NOT NULL DEFAULT 0,          -- in that one
    PRIMARY KEY (client_id, chore)
) WITH (fillfactor = 70);
CREATE INDEX night_turns_next ON gateway.night_turns (chore, turn_at);
CALL gateway.protect_by_client('gateway.night_turns');
CALL gateway.holds_books('gateway.night_turns');

-- Stored versions that are not what they were. A document's is named by its version; from a set of versions something
-- is missing, or something came in: doc is -1 then.
CREATE TABLE gateway.integrity_faults (
    client_id bigint NOT NULL,
    resource  text NOT NULL,
    from_gen  int NOT NULL,
    doc       int NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('CONTENT', 'ORPHAN', 'SET')),
    reference text NOT NULL,                        -- names the line in the log
    found_at  timestamptz NOT NULL DEFAULT now(),
    seen_at   timestamptz NOT NULL DEFAULT now(),
    healed_at timestamptz,                          -- a later pass found it right again
    PRIMARY KEY (client_id, resource, from_gen, doc, kind)
);
CREATE INDEX integrity_faults_open ON gateway.integrity_faults (client_id) WHERE healed_at IS NULL;
CALL gateway.protect_by_client('gateway.integrity_faults');
CALL gateway.holds_books('gateway.integrity_faults');

-- Vouchers that were read again at random, and those of them that are not here as Visma has them.
CREATE TABLE gateway.spot_checks (
    client_id  bigint NOT NULL,
    checked_at timestamptz NOT NULL DEFAULT now(),
    gen        int NOT NULL,
    checked    int NOT NULL,
    differing  int NOT NULL,
    PRIMARY KEY (client_id, checked_at)
);
CALL gateway.protect_by_client('gateway.spot_checks');
CALL gateway.holds_books('gateway.spot_checks');

CREATE TABLE gateway.spot_differences (
    client_id  bigint NOT NULL,
    voucher_id uuid NOT NULL,
    gen        int NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('DIFFERS', 'MISSING')),
    reference  text NOT NULL,
    found_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (client_id, voucher_id, gen)
);
CALL gateway.protect_by_client('gateway.spot_differences');
CALL gateway.holds_books('gateway.spot_differences');

-- What a generation opened and closed, in one number each, taken as it is published. A document's own hash tells that
-- its content is right; that no document is missing, doubled, moved or closed by a stranger only a set's can tell.
CREATE TABLE gateway.seals (
    client_id  bigint NOT NULL,
    gen        int NOT NULL,
    resource   text NOT NULL,
    opened     bigint NOT NULL,
    opened_sum numeric NOT NULL,                    -- Σ of the versions' marks: pruning subtracts from it
    closed     bigint NOT NULL,
    closed_sum numeric NOT NULL,
    PRIMARY KEY (client_id, gen, resource)
);
CALL gateway.protect_by_client('gateway.seals');
CALL gateway.holds_books('gateway.seals');

-- 64 bits of SHA-256: a collision would have to be made, and who can write here can write the seal too. Stable, as what
-- they call is: called immutable they would not be inlined, and a first load's seal would take eight times as long.
CREATE FUNCTION gateway.mark(content text) RETURNS numeric LANGUAGE sql STABLE
    RETURN ('x' || left(encode(sha256(convert_to(content, 'UTF8')), 'hex'), 16))::bit(64)::bigint::numeric;

-- A body counts whole: some of its fields are in no hash. A voucher's content is in its row_hash.
CREATE FUNCTION gateway.mark_of(d gateway.documents) RETURNS numeric LANGUAGE sql STABLE
    RETURN gateway.mark(concat_ws('|', d.from_gen, d.doc, d.row_hash, d.books_hash, d.hash_version, d.key, d.body::text));
CREATE FUNCTION gateway.mark_of(v gateway.vouchers) RETURNS numeric LANGUAGE sql STABLE
    RETURN gateway.mark(concat_ws('|', v.from_gen, v.doc, v.row_hash, v.books_hash, v.hash_version, v.voucher_id));
CREATE FUNCTION gateway.mark_of(from_gen int, doc int) RETURNS numeric LANGUAGE sql STABLE
    RETURN gateway.mark(from_gen || '|' || doc);

-- The seals of a generation as its versions are now.
CREATE FUNCTION gateway.seals_of(client bigint, generation int)
    RETURNS TABLE (resource text, opened bigint, opened_sum numeric, closed bigint, closed_sum numeric)
    LANGUAGE sql STABLE AS $$
    SELECT m.resource, sum(m.opened)::bigint, sum(m.opened_sum), sum(m.closed)::bigint, sum(m.closed_sum)
      FROM (SELECT d.resource, count(*) AS opened, sum(gateway.mark_of(d)) AS opened_sum, 0 AS closed, 0 AS closed_sum
              FROM gateway.documents d
             WHERE d.client_id = client AND d.from_gen = generation
             GROUP BY d.resource
            UNION ALL
            SELECT d.resource, 0, 0, count(*), sum(gateway.mark_of(d.from_gen, d.doc))
              FROM gateway.documents d
             WHERE d.client_id = client AND d.to_gen = generation
             GROUP BY d.resource
            UNION ALL
            SELECT 'vouchers', count(*), sum(gateway.mark_of(v)), 0, 0
              FROM gateway.vouchers v
             WHERE v.client_id = client AND v.from_gen = generation
            HAVING count(*) > 0
            UNION ALL
            SELECT 'vouchers', 0, 0, count(*), sum(gateway.mark_of(v.from_gen, v.doc))
              FROM gateway.vouchers v
             WHERE v.client_id = client AND v.to_gen = generation
            HAVING count(*) > 0) m
     GROUP BY m.resource
$$;

-- Whether a version is where a version can be: opened and closed by generations that are sealed, or by the one that a
-- run builds.
CREATE FUNCTION gateway.is_version(client bigint, opened int, closed int) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
           SELECT FROM unnest(ARRAY[opened, closed]) AS n (gen), gateway.books b
            WHERE b.client_id = client AND n.gen IS NOT NULL
              AND (n.gen > b.last_gen
                   OR n.gen <= b.current_gen
                      AND NOT EXISTS (SELECT FROM gateway.seals s WHERE s.client_id = client AND s.gen = n.gen)))
$$;

INSERT INTO gateway.seals
SELECT g.client_id, g.gen, s.* FROM gateway.generations g, gateway.seals_of(g.client_id, g.gen) s;

-- History. A generation can be read as long as it has its row; who keeps one keeps it from pruning.
ALTER TABLE gateway.generations
    ADD COLUMN kept_by     text,                    -- who keeps it beyond the retention; null if nobody does
    ADD COLUMN kept_at     timestamptz,
    ADD COLUMN replaced_at timestamptz,             -- when the next one came, once that one's own row is gone
    ADD CONSTRAINT generations_kept CHECK ((kept_by IS NULL) = (kept_at IS NULL));
-- The oldest generation that can be read although nobody keeps it; 0 = nothing was ever pruned.
ALTER TABLE gateway.books ADD COLUMN oldest_gen int NOT NULL DEFAULT 0;

-- True, or an error: as-of reads of a generation that is no longer kept must not answer with what is left of it.
CREATE FUNCTION ledger.readable(client bigint, generation int) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF EXISTS (SELECT FROM gateway.books b WHERE b.client_id = client AND generation < b.oldest_gen AND generation > 0)
       AND NOT EXISTS (SELECT FROM gateway.generations g
                         JOIN gateway.books b USING (client_id)
                        WHERE g.client_id = client AND g.gen = generation AND g.gen <= b.current_gen
                          AND g.kept_by IS NOT NULL) THEN
        RAISE EXCEPTION 'generation % of client % is no longer kept', generation, client
              USING ERRCODE = 'ER001', DETAIL = generation::text;
    END IF;
    RETURN true;
END $$;

-- The three that all others stand on.
CREATE OR REPLACE FUNCTION ledger.documents_at(client bigint, resource_id text, generation int)
    RETURNS TABLE (key text, from_gen int, body jsonb) LANGUAGE sql STABLE AS $$
    SELECT d.key, d.from_gen, d.body
      FROM gateway.documents d
     WHERE d.client_id = client AND d.resource = resource_id
       AND d.from_gen <= generation AND (d.to_gen IS NULL OR d.to_gen > generation)
       AND ledger.readable(client, generation)
$$;

CREATE OR REPLACE FUNCTION ledger.vouchers_at(client bigint, generation int)
    RETURNS TABLE (voucher_id uuid, voucher_date date, number_series text, number text, voucher_text text,
                   voucher_type int, source_id uuid, modified_utc text, created_utc text, extra jsonb,
                   from_gen int, doc int)
    LANGUAGE sql STABLE AS $$
    SELECT v.voucher_id, v.voucher_date, v.number_series, v.number, v.voucher_text, v.voucher_type, v.source_id,
           v.modified_utc, v.created_utc, v.extra, v.from_gen, v.doc
      FROM gateway.vouchers v
     WHERE v.client_id = client AND v.from_gen <= generation AND (v.to_gen IS NULL OR v.to_gen > generation)
       AND ledger.readable(client, generation)
$$;

CREATE OR REPLACE FUNCTION ledger.voucher_rows_at(client bigint, generation int)
    RETURNS TABLE (from_gen int, doc int, voucher_date date, row_no int, account bigint, debit numeric, credit numeric,
                   vat_code_id uuid, vat_code text, cost_center_item_id1 uuid, cost_center_item_id2 uuid,
                   cost_center_item_id3 uuid, project_id uuid, row_text text, extra jsonb)
    LANGUAGE sql STABLE AS $$
    SELECT r.from_gen, r.doc, r.voucher_date, r.row_no, r.account, r.debit, r.credit, r.vat_code_id, r.vat_code,
           r.cost_center_item_id1, r.cost_center_item_id2, r.cost_center_item_id3, r.project_id, r.row_text, r.extra
      FROM gateway.voucher_rows r
     WHERE r.client_id = client AND r.from_gen <= generation AND (r.to_gen IS NULL OR r.to_gen > generation)
       AND ledger.readable(client, generation)
$$;

-- The generations that can be read, and when each was the current one.
CREATE VIEW ledger.generations WITH (security_invoker) AS
    SELECT g.client_id, g.gen, g.published_at,
           coalesce(g.replaced_at, lead(g.published_at) OVER (PARTITION BY g.client_id ORDER BY g.gen)) AS replaced_at,
           g.as_of, g.stage, g.coverage, g.result, g.verdict, g.reason, g.kept_by, g.kept_at
      FROM gateway.generations g
      JOIN gateway.books b USING (client_id)
     WHERE g.gen <= b.current_gen AND (g.gen >= b.oldest_gen OR g.kept_by IS NOT NULL);

-- The generation that was current at a time: null before the first one, an error if it is no longer kept.
CREATE FUNCTION ledger.generation_at(client bigint, at timestamptz) RETURNS int LANGUAGE plpgsql STABLE AS $$
DECLARE
    found record;
BEGIN
    SELECT g.gen, g.replaced_at INTO found
      FROM gateway.generations g
      JOIN gateway.books b USING (client_id)
     WHERE g.client_id = client AND g.gen <= b.current_gen AND g.published_at <= at
     ORDER BY g.gen DESC
     LIMIT 1;
    IF (found.gen IS NULL AND EXISTS (SELECT FROM gateway.books b WHERE b.client_id = client AND b.oldest_gen > 0))
       OR found.replaced_at <= at THEN
        RAISE EXCEPTION 'the books of client % as of % are no longer kept', client, at
              USING ERRCODE = 'ER001', DETAIL = at::text;
    END IF;
    PERFORM ledger.readable(client, found.gen);
    RETURN found.gen;
END $$;

-- Tables that say something of a generation and go with it. A new one says so in its own migration:
-- CALL gateway.tells_of_generation('gateway.…').
CREATE TABLE gateway.tables_of_generations (
    name regclass PRIMARY KEY
);
CREATE PROCEDURE gateway.tells_of_generation(told regclass) LANGUAGE sql AS $$
    INSERT INTO gateway.tables_of_generations (name) VALUES (told)
$$;
-- The proof's own tables, those that there are.
INSERT INTO gateway.tables_of_generations (name)
SELECT to_regclass(told)
  FROM unnest(ARRAY['gateway.proof_checks', 'gateway.deviations', 'gateway.number_series']) AS told
 WHERE to_regclass(told) IS NOT NULL;

-- Removes up to a number of rows that tell of generations below one, unless these still have their row. Which request
-- brought a version is told for as long as the version is there.
CREATE FUNCTION gateway.forget_generations(client bigint, below int, most int) RETURNS bigint
    LANGUAGE plpgsql AS $$
DECLARE
    told regclass;
    gone bigint;
BEGIN
    FOR told IN SELECT t.name FROM gateway.tables_of_generations t ORDER BY t.name::text LOOP
        EXECUTE format(
            'DELETE FROM %s WHERE ctid = ANY (ARRAY('
            'SELECT t.ctid FROM %s t WHERE t.client_id = $1 AND t.gen < $2 AND NOT EXISTS ('
            'SELECT FROM gateway.generations g WHERE g.client_id = $1 AND g.gen = t.gen) LIMIT $3))', told, told)
            USING client, below, most;
        GET DIAGNOSTICS gone = ROW_COUNT;
        IF gone > 0 THEN
            RETURN gone;
        END IF;
    END LOOP;
    IF to_regclass('gateway.landed_pages') IS NULL THEN
        RETURN 0;
    END IF;
    DELETE FROM gateway.landed_pages WHERE ctid = ANY (ARRAY(
        SELECT p.ctid FROM gateway.landed_pages p
         WHERE p.client_id = client AND p.gen < below
           AND NOT EXISTS (SELECT FROM gateway.vouchers v
                            WHERE p.resource = 'vouchers' AND v.client_id = client AND v.from_gen = p.gen
                              AND v.doc >= p.first_doc AND v.doc < p.first_doc + p.docs)
           AND NOT EXISTS (SELECT FROM gateway.documents d
                            WHERE d.client_id = client AND d.resource = p.resource AND d.from_gen = p.gen
                              AND d.doc >= p.first_doc AND d.doc < p.first_doc + p.docs)
         LIMIT most));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

GRANT SELECT ON gateway.night_turns, gateway.integrity_faults, gateway.spot_checks, gateway.spot_differences,
    gateway.seals TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.night_turns, gateway.integrity_faults, gateway.spot_checks,
    gateway.spot_differences, gateway.seals TO erp_system;
GRANT UPDATE (kept_by, kept_at) ON gateway.generations TO erp_tenant;
GRANT SELECT ON gateway.tables_of_generations TO erp_system;
GRANT SELECT ON ledger.generations TO erp_tenant, erp_system;
