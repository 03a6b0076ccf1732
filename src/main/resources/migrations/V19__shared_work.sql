-- Many nodes on one queue: a claim reads as many index entries as it takes runs, however long the queue is.

-- A click before a schedule before the bulk. Within a band the firms take turns: a run's turn is given out when it is
-- asked for, one after its firm's last and never before the turn that is served now, so that a firm that comes late
-- neither waits behind another's thousands nor gets what it did not ask for while it was away.
-- A run that waits ripens, and some of what a node has under way are ripe ones, so that no band starves; a firm's runs
-- ripen one by one.
ALTER TABLE gateway.runs
    ADD COLUMN band smallint GENERATED ALWAYS AS (
        CASE trigger WHEN 'CLICK' THEN 0 WHEN 'SCHEDULE' THEN 1 ELSE 2 END) STORED,
    ADD COLUMN turn bigint NOT NULL DEFAULT 0,
    ADD COLUMN ripe_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN paused boolean NOT NULL DEFAULT false, -- queued, and not to be looked at until it is woken
    ADD COLUMN takeovers int NOT NULL DEFAULT 0;      -- nodes lost in a row, none of which found it further than the one before

DROP INDEX gateway.runs_waiting;
CREATE INDEX runs_ready ON gateway.runs (band, turn, run_id) WHERE state = 'QUEUED' AND NOT paused;
CREATE INDEX runs_ripe ON gateway.runs (ripe_at) WHERE state = 'QUEUED' AND NOT paused AND trigger <> 'CLICK';
CREATE INDEX runs_paused ON gateway.runs (not_before) WHERE state = 'QUEUED' AND paused;
CREATE INDEX runs_suspect ON gateway.runs (node) WHERE state = 'RUNNING' AND takeovers > 1;
CREATE INDEX runs_turns ON gateway.runs (tenant_id, band, turn) WHERE state = 'QUEUED';

-- How far a run has come: documents read, of those expected.
CREATE FUNCTION gateway.documents_read(of_run bigint) RETURNS bigint
    LANGUAGE sql STABLE
    RETURN (SELECT coalesce(sum(least(c.documents, c.expected)), 0)::bigint
              FROM gateway.checkpoints c
             WHERE c.run_id = of_run);

-- The turn that is served now: the one before the next run's, or else the last that is under way.
CREATE FUNCTION gateway.turn_served(of_band smallint) RETURNS bigint
    LANGUAGE sql STABLE
    RETURN coalesce(
        (SELECT min(r.turn) - 1 FROM gateway.runs r
          WHERE r.state = 'QUEUED' AND NOT r.paused AND r.band = of_band),
        (SELECT max(r.turn) FROM gateway.runs r WHERE r.state = 'RUNNING' AND r.band = of_band),
        0);

-- Gives a run its place when it is asked for, and another one when it changes its band; whoever writes the row. A run
-- that comes back keeps its turn, or gets the one that is served now: it is the next one either way, and others are
-- placed after what is served.
CREATE FUNCTION gateway.place_run() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = gateway AS $$
DECLARE
    -- A generated column has no value yet.
    in_band CONSTANT smallint := CASE NEW.trigger WHEN 'CLICK' THEN 0 WHEN 'SCHEDULE' THEN 1 ELSE 2 END;
    served bigint;
BEGIN
    NEW.paused := NEW.state = 'QUEUED' AND NEW.not_before > now();
    IF NEW.state <> 'QUEUED' THEN
        RETURN NEW;
    END IF;
    served := turn_served(in_band);
    IF NEW.turn = 0 OR (TG_OP = 'UPDATE' AND NEW.trigger <> OLD.trigger) THEN
        NEW.turn := 1 + greatest(served, (SELECT max(r.turn) FROM runs r
            WHERE r.tenant_id = NEW.tenant_id AND r.band = in_band AND r.state = 'QUEUED'));
        NEW.ripe_at := NEW.requested_at + in_band * interval '20 minutes'
            + (NEW.turn - served - 1) * interval '10 seconds';
    ELSIF NOT NEW.paused THEN
        NEW.turn := greatest(NEW.turn, served);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER place_run BEFORE INSERT OR UPDATE OF trigger, not_before, paused ON gateway.runs
    FOR EACH ROW EXECUTE FUNCTION gateway.place_run();

-- What is open already is placed as it would be claimed, firm by firm.
UPDATE gateway.runs r
   SET turn = placed.turn,
       ripe_at = r.requested_at + r.band * interval '20 minutes' + placed.turn * interval '10 seconds',
       paused = r.state = 'QUEUED' AND r.not_before > now()
  FROM (SELECT run_id, row_number() OVER (PARTITION BY tenant_id, band ORDER BY run_id) AS turn
          FROM gateway.runs
         WHERE ended_at IS NULL) placed
 WHERE placed.run_id = r.run_id;

-- The order of the claims, for those who are told their place: what a node has lost, then one ripe run for every three
-- that are next by band and turn; last those in a pause. A run that the claim would find asleep is in its pause too.
CREATE OR REPLACE VIEW gateway.run_queue WITH (security_invoker) AS
SELECT t.run_id, row_number() OVER (ORDER BY t.pauses, NOT t.lost, t.nth * CASE WHEN t.ripe THEN 12 ELSE 4 END,
                                             NOT t.ripe, t.run_id) AS place
  FROM (SELECT r.*, row_number() OVER (PARTITION BY r.pauses, r.lost, r.ripe
                                       ORDER BY CASE WHEN r.ripe THEN r.ripe_at END, r.band, r.turn, r.run_id) - 1 AS nth
          FROM (SELECT run_id, band, turn, ripe_at,
                       state = 'QUEUED' AND not_before > now() AS pauses,
                       state = 'RUNNING' AS lost,
                       state = 'QUEUED' AND band > 0 AND ripe_at <= now() AS ripe
                  FROM gateway.runs
                 WHERE state = 'QUEUED' OR (state = 'RUNNING' AND lease_until < now())) r) t;
