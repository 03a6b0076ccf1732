-- A firm with thousands of clients: its list is joined once, not looked through for each of them.

-- Who holds a number is found by one join for each kind of number, of which each finds one client at most, by the unique
-- indexes; an OR over both is a search a client. What a generation says of itself is looked up for the rows that show it.
DROP VIEW gateway.client_states;
CREATE VIEW gateway.client_states WITH (security_invoker) AS
SELECT c.client_id, c.tenant_id, c.integration_id, c.company_id, c.name, c.identity_kind, c.orgnr, c.identity_text,
       c.active, c.active_changed_by, c.active_changed_at, c.connected_by, c.connected_at,
       coalesce(number.client_id, person.client_id) AS holder_id, coalesce(number.name, person.name) AS holder_name,
       coalesce(g.state = 'WORKING' AND g.api_active, false) AS api_active,
       g.state AS grant_state, g.cause AS grant_cause, g.scopes, g.given_by, g.given_at, g.renewed_at, g.ended_at,
       b.current_gen, b.published_at, b.verified_at, b.verdict,
       r.run_id, r.state AS run_state, r.stage AS run_stage, r.trigger, r.requested_by, r.requested_at, r.not_before,
       r.waiting_until, r.started_at, r.ended_at AS run_ended_at, r.failures,
       r.removal_id, r.cause AS run_cause, r.cause_args AS run_cause_args, r.reference AS run_reference,
       CASE
           WHEN r.stage = 'REMOVAL' AND r.ended_at IS NULL THEN 'DELETING'
           WHEN NOT c.active
                AND (c.identity_kind IN ('MISSING', 'INVALID') OR num_nonnulls(number.client_id, person.client_id) > 0)
               THEN 'BLOCKED'
           WHEN NOT c.active AND c.active_changed_at IS NULL THEN 'NEVER'
           WHEN NOT c.active THEN 'INACTIVE'
           -- Refused without being ended as well: its tokens are there, and Visma does not take them any more.
           WHEN g.state IS DISTINCT FROM 'WORKING' OR NOT g.api_active THEN 'NEEDS_LOGIN'
           WHEN r.state = 'RUNNING' AND r.waiting_until > now() THEN 'WAITING'
           WHEN r.state = 'RUNNING' THEN 'RUNNING'
           -- Put back after a fault that will pass: it goes on by itself, and the page says when.
           WHEN r.state = 'QUEUED' AND r.cause IS NOT NULL THEN 'FAILED'
           WHEN r.state = 'QUEUED' THEN 'QUEUED'
           WHEN r.state = 'HELD' THEN 'HELD'
           WHEN r.state = 'FAILED' THEN 'FAILED'
           WHEN coalesce(b.current_gen, 0) = 0 THEN 'NEVER'
           WHEN r.state = 'PARTIAL' THEN 'PARTIAL'
           WHEN b.verdict = 'DEVIATION' THEN 'DEVIATION'
           WHEN b.verdict = 'UNKNOWN' THEN 'UNKNOWN'
           ELSE 'OK'
       END AS state
  FROM gateway.clients c
  LEFT JOIN gateway.grants g USING (client_id)
  LEFT JOIN gateway.books b USING (client_id)
  LEFT JOIN LATERAL (
       SELECT * FROM gateway.runs r WHERE r.client_id = c.client_id ORDER BY r.run_id DESC LIMIT 1) r ON true
  LEFT JOIN gateway.clients number
    ON NOT c.active AND number.active AND number.tenant_id = c.tenant_id AND number.orgnr = c.orgnr
  LEFT JOIN gateway.clients person
    ON NOT c.active AND person.active AND person.tenant_id = c.tenant_id AND person.personal_hash = c.personal_hash;
GRANT SELECT ON gateway.client_states TO erp_tenant, erp_system;

-- How long the last 20 fetches of a kind, over all firms, waited for their start: half of them less. Null before the
-- first one. A removal waits on purpose, and says nothing of the queue. The range over one kind keeps the planner to the
-- index of kinds: in the order of all runs it may have to pass a year of others before it meets twenty.
CREATE OR REPLACE FUNCTION gateway.usual_wait(kind text) RETURNS interval
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = gateway AS $$
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY last.wait)
      FROM (SELECT r.started_at - r.requested_at AS wait
              FROM gateway.runs r
             WHERE r.trigger BETWEEN kind AND kind AND r.started_at IS NOT NULL AND r.stage <> 'REMOVAL'
             ORDER BY r.trigger, r.run_id DESC
             LIMIT 20) last
$$;
