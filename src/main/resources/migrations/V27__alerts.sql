-- Who answers for a client, and what that person is told by mail.

-- The firm's people as they have signed in.
CREATE TABLE gateway.people (
    tenant_id  bigint NOT NULL REFERENCES gateway.tenants,
    subject    text NOT NULL,                       -- the sign-in's stable id
    name       text NOT NULL,
    email      text,                                -- as the sign-in said last; null: it did not say
    alerts_off text[] NOT NULL DEFAULT '{}' CHECK (alerts_off <@ ARRAY['SIGN_IN', 'PROOF', 'AGE']),
    mailed_at  timestamptz,                         -- when the last digest was posted
    seen_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, subject)
);
CALL gateway.protect_by_tenant('gateway.people');

ALTER TABLE gateway.clients
    ADD COLUMN responsible text;                    -- a person's subject; null: who gave or asked for the consent
ALTER TABLE gateway.grants
    ADD COLUMN responsible text;                    -- that person's subject; null: only the name is known

-- One row a client. Consents from before people were kept know a name only; of two with that name it is who was seen last.
CREATE VIEW gateway.responsible WITH (security_invoker) AS
SELECT c.client_id, c.tenant_id, p.subject, p.email,
       coalesce(p.name, g.invited_by, g.given_by, c.connected_by) AS name
  FROM gateway.clients c
  LEFT JOIN gateway.grants g USING (client_id)
  LEFT JOIN LATERAL (
       SELECT p.subject, p.name, p.email
         FROM gateway.people p
        WHERE p.tenant_id = c.tenant_id
          AND (p.subject = coalesce(c.responsible, g.responsible)
               OR coalesce(c.responsible, g.responsible) IS NULL
                  AND p.name = coalesce(g.invited_by, g.given_by, c.connected_by))
        ORDER BY p.seen_at DESC
        LIMIT 1) p ON true;

-- What is wrong with a client just now, and whether somebody was told. A row goes when the client is well again, so that
-- the same is told anew only after that.
CREATE TABLE gateway.alerts (
    client_id bigint NOT NULL REFERENCES gateway.clients ON DELETE CASCADE,
    tenant_id bigint NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('SIGN_IN', 'PROOF', 'AGE')),
    since     timestamptz NOT NULL DEFAULT clock_timestamp(), -- when it was first seen
    told_at   timestamptz,                          -- when it was posted; null: not yet
    PRIMARY KEY (client_id, kind)
);
CREATE INDEX alerts_untold ON gateway.alerts (tenant_id) WHERE told_at IS NULL;
CALL gateway.protect_by_tenant('gateway.alerts');

-- One row: whichever node moves it on looks at all clients, and the others do not.
CREATE TABLE gateway.alert_rounds (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    next_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
INSERT INTO gateway.alert_rounds DEFAULT VALUES;

GRANT SELECT, INSERT, UPDATE ON gateway.people TO erp_tenant, erp_system;
GRANT SELECT ON gateway.responsible TO erp_tenant, erp_system;
GRANT SELECT ON gateway.alerts TO erp_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway.alerts TO erp_system;
GRANT SELECT, UPDATE ON gateway.alert_rounds TO erp_system;

-- What decides on alerts, of each client that is switched on and stays: whether its sign-in is dead, whether its books
-- are known to be wrong or to be right, and since when nothing newer was learnt of them. A run under way, or a proof that
-- could not be made, says neither. A new consent, being switched on, and figures that were removed give new ones time to come.
CREATE VIEW gateway.alert_facts WITH (security_invoker) AS
SELECT c.client_id, c.tenant_id, c.name,
       g.state IS DISTINCT FROM 'WORKING' OR NOT g.api_active AS dead,
       r.state = 'HELD' AS held,
       coalesce(b.verdict = 'DEVIATION', false) OR coalesce(r.state = 'HELD', false) AS wrong,
       b.verdict = 'OK' AND (r.run_id IS NULL OR r.ended_at IS NOT NULL AND r.state <> 'HELD') AS right_again,
       b.verified_at AS figures,
       greatest(b.verified_at, c.active_changed_at, g.given_at,
                CASE WHEN r.stage = 'REMOVAL' THEN r.ended_at END) AS fresh_at
  FROM gateway.clients c
  LEFT JOIN gateway.grants g USING (client_id)
  LEFT JOIN gateway.books b ON b.client_id = c.client_id AND b.current_gen > 0
  LEFT JOIN LATERAL (
       SELECT r.run_id, r.state, r.stage, r.ended_at
         FROM gateway.runs r
        WHERE r.client_id = c.client_id
        ORDER BY r.run_id DESC
        LIMIT 1) r ON true
 WHERE c.active
   AND NOT coalesce(r.stage = 'REMOVAL' AND r.ended_at IS NULL, false);
GRANT SELECT ON gateway.alert_facts TO erp_system;
