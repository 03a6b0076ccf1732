-- Whether a run is open, in a column that no index knows of: every statement of a fetch asks it of one run, by its number.
-- Where it asked ended_at, a planner that met few open runs took the index that keeps each client to one for a short cut,
-- read all of them for the one, and kept to that plan when there were fifty thousand.
ALTER TABLE gateway.runs ADD COLUMN open boolean NOT NULL GENERATED ALWAYS AS (ended_at IS NULL) STORED;
