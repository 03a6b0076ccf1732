-- Visma's quota of requests belongs to all nodes together: what each path was granted, for as long as it counts.

-- How many requests are sent at that time at the latest; added up a quarter of a second at a time, so that a path has
-- some 250 rows at most, however many nodes ask.
CREATE TABLE gateway.quota_grants (
    path    text        NOT NULL,
    sent_by timestamptz NOT NULL,
    clicks  int         NOT NULL CHECK (clicks >= 0), -- those that a person waited for
    others  int         NOT NULL CHECK (others >= 0),
    PRIMARY KEY (path, sent_by)
);
CREATE INDEX quota_grants_over ON gateway.quota_grants (sent_by);

-- Paths that Visma has refused to everybody, until when.
CREATE TABLE gateway.path_pauses (
    path         text PRIMARY KEY,
    paused_until timestamptz NOT NULL
);

-- Both hold nothing of a firm's.
ALTER TABLE gateway.quota_grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway.path_pauses ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON gateway.quota_grants TO erp_system USING (true) WITH CHECK (true);
CREATE POLICY system ON gateway.path_pauses TO erp_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.quota_grants, gateway.path_pauses TO erp_system;
