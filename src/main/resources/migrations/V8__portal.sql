-- What the portal shows of a client, in one place: one state per client, by one function of its facts.

CREATE VIEW gateway.client_states WITH (security_invoker) AS
SELECT c.client_id, c.tenant_id, c.integration_id, c.company_id, c.name, c.identity_kind, c.orgnr, c.identity_text,
       c.active, c.active_changed_by, c.active_changed_at, c.connected_by, c.connected_at,
       holder.client_id AS holder_id, holder.name AS holder_name,
       coalesce(g.state = 'WORKING' AND g.api_active, false) AS api_active,
       g.state AS grant_state, g.cause AS grant_cause, g.scopes, g.given_by, g.given_at, g.renewed_at, g.ended_at,
       b.current_gen, b.published_at, b.verified_at, b.verdict,
       n.result, n.reason, n.stage AS published_stage, n.counts, n.as_of,
       r.run_id, r.state AS run_state, r.stage AS run_stage, r.trigger, r.requested_by, r.requested_at, r.not_before,
       r.waiting_until, r.started_at, r.ended_at AS run_ended_at, r.failures,
       r.removal_id, r.cause AS run_cause, r.cause_args AS run_cause_args, r.reference AS run_reference,
       CASE
           WHEN r.stage = 'REMOVAL' AND r.ended_at IS NULL THEN 'DELETING'
           WHEN NOT c.active AND (c.identity_kind IN ('MISSING', 'INVALID') OR holder.client_id IS NOT NULL) THEN 'BLOCKED'
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
  LEFT JOIN gateway.generations n ON n.client_id = c.client_id AND n.gen = b.current_gen
  LEFT JOIN LATERAL (
       SELECT * FROM gateway.runs r WHERE r.client_id = c.client_id ORDER BY r.run_id DESC LIMIT 1) r ON true
  LEFT JOIN LATERAL (
       SELECT h.client_id, h.name FROM gateway.clients h
        WHERE h.tenant_id = c.tenant_id AND h.active AND h.client_id <> c.client_id
          AND (h.orgnr = c.orgnr OR h.personal_hash = c.personal_hash)
        LIMIT 1) holder ON NOT c.active;

GRANT SELECT ON gateway.client_states TO erp_tenant, erp_system;

-- Runs' places in the queue, over all firms: it tells numbers and nothing else. Many at once, because each call puts
-- the whole queue in order.
CREATE FUNCTION gateway.queue_places(runs bigint[]) RETURNS TABLE (run_id bigint, place bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = gateway AS $$
    SELECT q.run_id, q.place FROM run_queue q WHERE q.run_id = ANY (runs) AND cardinality(runs) > 0
$$;

-- How long the last 20 fetches of a kind, over all firms, waited for their start: half of them less. Null before the
-- first one. A removal waits on purpose, and says nothing of the queue.
CREATE FUNCTION gateway.usual_wait(kind text) RETURNS interval
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = gateway AS $$
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY last.wait)
      FROM (SELECT r.started_at - r.requested_at AS wait
              FROM gateway.runs r
             WHERE r.trigger = kind AND r.started_at IS NOT NULL AND r.stage <> 'REMOVAL'
             ORDER BY r.run_id DESC
             LIMIT 20) last
$$;
CREATE INDEX runs_started ON gateway.runs (trigger, run_id DESC)
    WHERE started_at IS NOT NULL AND stage <> 'REMOVAL';

-- When all runs of a firm may be done: the rounds that are before its last one, each as long as half of the last 20
-- whole runs took. Null if nothing is under way, or nothing can be said.
CREATE FUNCTION gateway.done_at(firm bigint) RETURNS timestamptz
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = gateway AS $$
    WITH usual AS (
        SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY last.took) AS took
          FROM (SELECT r.ended_at - r.started_at AS took
                  FROM gateway.runs r
                 WHERE r.state IN ('DONE', 'PARTIAL') AND r.started_at IS NOT NULL AND r.stage <> 'REMOVAL'
                 ORDER BY r.run_id DESC
                 LIMIT 20) last
    ), work AS (
        SELECT count(*) AS at_once FROM gateway.runs r WHERE r.state = 'RUNNING'
    ), own AS (
        SELECT count(*) FILTER (WHERE r.state = 'RUNNING') AS running,
               coalesce((SELECT max(p.place)
                           FROM gateway.queue_places(ARRAY(SELECT q.run_id FROM gateway.runs q
                                                            WHERE q.tenant_id = firm AND q.state = 'QUEUED')) p), 0) AS last
          FROM gateway.runs r
         WHERE r.tenant_id = firm AND r.ended_at IS NULL
    )
    SELECT now() + usual.took * (ceil(own.last::numeric / work.at_once) + 1)::float
      FROM usual, work, own
     WHERE work.at_once > 0 AND own.running + own.last > 0
$$;
