-- When clients are fetched without anybody pressing a button: what firms want, when each client is next due, and rounds
-- over everybody that a person asked for.

-- What is wanted of a client's fetching. Times of day are Norwegian; a span whose end is not after its begin goes past
-- midnight, and one that ends when it begins is the whole day.
CREATE TYPE gateway.schedule_wish AS (
    every_minutes int,                              -- between two fetches by day; null = none by day
    day_from      time,
    day_until     time,
    nightly       boolean,
    night_from    time,
    night_until   time,
    nights        int                               -- everything is read once in so many nights
);

CREATE TABLE gateway.schedules (
    tenant_id  bigint NOT NULL REFERENCES gateway.tenants,
    client_id  bigint REFERENCES gateway.clients ON DELETE CASCADE, -- null = every client that has none of its own
    wish       gateway.schedule_wish NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT schedules_one UNIQUE NULLS NOT DISTINCT (tenant_id, client_id),
    CONSTRAINT schedules_by_day CHECK ((wish).every_minutes IS NULL OR (wish).every_minutes BETWEEN 5 AND 1440),
    CONSTRAINT schedules_whole CHECK (num_nulls((wish).day_from, (wish).day_until, (wish).nightly, (wish).night_from,
        (wish).night_until, (wish).nights) = 0 AND (wish).nights BETWEEN 1 AND 366)
);
CREATE INDEX schedules_of_client ON gateway.schedules (client_id);
CALL gateway.protect_by_tenant('gateway.schedules');
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.schedules TO erp_tenant;
GRANT SELECT ON gateway.schedules TO erp_system;

-- When a client is next due, by this database's clock. A slot that nobody took moves on as one, however many it missed.
CREATE TABLE gateway.dues (
    client_id bigint PRIMARY KEY REFERENCES gateway.clients ON DELETE CASCADE,
    tenant_id bigint NOT NULL,
    due_at    timestamptz,                          -- null: its schedule wants nothing
    night     boolean NOT NULL                      -- whether it is the night's own slot
) WITH (fillfactor = 70);
CREATE INDEX dues_next ON gateway.dues (due_at);
CALL gateway.protect_by_tenant('gateway.dues');
GRANT SELECT, UPDATE ON gateway.dues TO erp_tenant;
GRANT SELECT, INSERT, UPDATE ON gateway.dues TO erp_system;

-- The rounds in which clients are put into the queue, by any node: those that are due, and those of bulks. A round that
-- was begun on an older count of the queue than the one before left finds another number here, and does nothing.
CREATE TABLE gateway.asking_rounds (
    kind         text PRIMARY KEY CHECK (kind IN ('SCHEDULE', 'BULK')),
    round        bigint NOT NULL DEFAULT 0,
    round_at     timestamptz NOT NULL DEFAULT now(),
    behind_until timestamptz NOT NULL DEFAULT '-infinity' -- nobody made rounds for long before then
);
INSERT INTO gateway.asking_rounds (kind) VALUES ('SCHEDULE'), ('BULK');
ALTER TABLE gateway.asking_rounds ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON gateway.asking_rounds TO erp_system USING (true) WITH CHECK (true);
GRANT SELECT, UPDATE ON gateway.asking_rounds TO erp_system;

-- Where in a span a client has its place, from 0 to just under 1: always the same, and another for each purpose.
CREATE FUNCTION gateway.place_of(client bigint, purpose text) RETURNS float
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ('x' || encode(substr(sha256((purpose || ' ' || client)::bytea), 1, 4), 'hex'))::bit(32)::bigint
        / 4294967296.0::float;

-- The span of a day: where the clock is put forward or back it is an hour shorter or longer, and still one.
CREATE FUNCTION gateway.span_of(day date, from_time time, until_time time)
    RETURNS TABLE (begins timestamptz, ends timestamptz)
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (day + from_time) AT TIME ZONE 'Europe/Oslo',
           (day + (until_time <= from_time)::int + until_time) AT TIME ZONE 'Europe/Oslo'
$$;

-- A client's first slot after a time. By day its slots are every so often since its own place in the span's first
-- interval, at night its one slot is at its own place in the night; both are counted in time that passes, so that no
-- change of the clock doubles or drops one.
CREATE FUNCTION gateway.next_slot(client bigint, after timestamptz, wish gateway.schedule_wish)
    RETURNS TABLE (due_at timestamptz, night boolean)
    LANGUAGE plpgsql STABLE AS $$ -- whose plan is kept; it is called for each due client
#variable_conflict use_column
BEGIN
    RETURN QUERY WITH days AS (
        SELECT (after AT TIME ZONE 'Europe/Oslo')::date + ahead AS day FROM generate_series(-1, 2) AS ahead
    ), nights AS (
        SELECT s.begins + make_interval(secs => extract(epoch FROM s.ends - s.begins)
                   * gateway.place_of(client, 'night')) AS at
          FROM days, gateway.span_of(days.day, wish.night_from, wish.night_until) s
         WHERE wish.nightly
    ), firsts AS (
        SELECT s.ends, wish.every_minutes * 60 AS every,
               s.begins + make_interval(secs => least(wish.every_minutes * 60, extract(epoch FROM s.ends - s.begins))
                   * gateway.place_of(client, 'day')) AS at
          FROM days, gateway.span_of(days.day, wish.day_from, wish.day_until) s
         WHERE wish.every_minutes IS NOT NULL
    ), slots AS (
        SELECT nights.at, true AS night FROM nights WHERE nights.at > after
        UNION ALL
        SELECT f.next, false
          FROM (SELECT ends, at + make_interval(secs => every
                           * greatest(0, floor(extract(epoch FROM after - at) / every) + 1)) AS next
                  FROM firsts) f
         WHERE f.next < f.ends
    )
    SELECT slots.at, slots.night FROM slots ORDER BY slots.at, slots.night DESC LIMIT 1;
END $$;

-- When the night began in which a client's last turn to be read whole came, if it is night at that time; else null.
-- Each client's turn comes every so many nights, and a night has its even share of clients.
CREATE FUNCTION gateway.whole_turn(client bigint, at timestamptz, wish gateway.schedule_wish) RETURNS timestamptz
    LANGUAGE sql STABLE AS $$
    SELECT turn.begins
      FROM (SELECT days.day
              FROM (SELECT (at AT TIME ZONE 'Europe/Oslo')::date - ago AS day FROM generate_series(0, 1) AS ago) days,
                   gateway.span_of(days.day, wish.night_from, wish.night_until) s
             WHERE s.begins <= at AND at < s.ends
             ORDER BY days.day DESC
             LIMIT 1) tonight,
           gateway.span_of(tonight.day - (tonight.day - date '2000-01-01'
               + floor(gateway.place_of(client, 'whole') * wish.nights)::int) % wish.nights,
               wish.night_from, wish.night_until) turn
$$;

-- What is wanted of a client: its own wish, its firm's, or the usual one.
CREATE FUNCTION gateway.wish_of(tenant bigint, client bigint, usual gateway.schedule_wish) RETURNS gateway.schedule_wish
    LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT s.wish FROM gateway.schedules s WHERE s.tenant_id = tenant AND s.client_id = client),
                    (SELECT s.wish FROM gateway.schedules s WHERE s.tenant_id = tenant AND s.client_id IS NULL),
                    usual)
$$;

-- When a client was last read whole.
CREATE INDEX runs_whole ON gateway.runs (client_id, requested_at)
    WHERE stage IN ('REST', 'ALL') AND state IN ('DONE', 'PARTIAL', 'HELD');

-- A round over all clients of a firm, or of all firms, that somebody asked for. One at a time of each.
CREATE TABLE gateway.bulks (
    bulk_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id  bigint,                              -- null: all firms
    asked_by   text NOT NULL,
    asked_at   timestamptz NOT NULL DEFAULT now(),
    whole      boolean NOT NULL,                    -- everything is read, not only the changes
    paused_by  text,
    paused_at  timestamptz,
    resumed_by text,
    resumed_at timestamptz,
    stopped_by text,                                -- null: it reached everybody
    ended_at   timestamptz
);
CREATE UNIQUE INDEX bulks_one_open ON gateway.bulks (tenant_id) NULLS NOT DISTINCT WHERE ended_at IS NULL;
CREATE INDEX bulks_newest ON gateway.bulks (tenant_id, bulk_id DESC);
CALL gateway.protect_by_tenant('gateway.bulks');
GRANT SELECT, INSERT, UPDATE ON gateway.bulks TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.bulks TO erp_system;

-- Whom a bulk is to reach. A client's fetch is the run that the bulk asked for or found, and the stages after it: they
-- were all requested at the same time.
CREATE TABLE gateway.bulk_members (
    bulk_id      bigint NOT NULL REFERENCES gateway.bulks,
    client_id    bigint NOT NULL REFERENCES gateway.clients ON DELETE CASCADE,
    tenant_id    bigint NOT NULL,
    requested_at timestamptz,                       -- null: its turn has not come
    ended_at     timestamptz,
    outcome      text CHECK (outcome IN ('DONE', 'PARTIAL', 'HELD', 'FAILED', 'SKIPPED')),
    PRIMARY KEY (bulk_id, client_id),
    CONSTRAINT bulk_members_end CHECK ((ended_at IS NULL) = (outcome IS NULL))
) WITH (fillfactor = 70);
CREATE INDEX bulk_members_waiting ON gateway.bulk_members (bulk_id, client_id)
    WHERE requested_at IS NULL AND ended_at IS NULL;
CREATE INDEX bulk_members_under_way ON gateway.bulk_members (bulk_id, client_id)
    WHERE requested_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX bulk_members_of_client ON gateway.bulk_members (client_id);
CALL gateway.protect_by_tenant('gateway.bulk_members');
GRANT SELECT, INSERT ON gateway.bulk_members TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.bulk_members TO erp_system;
