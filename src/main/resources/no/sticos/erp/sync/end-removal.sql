-- $1 run, $2 rows left. Whether it was the last client of its removal.
WITH ended AS (
    UPDATE gateway.runs
       SET state = 'DONE', ended_at = now(), lease_until = NULL, waiting_until = NULL, cause = NULL, cause_args = NULL
     WHERE run_id = $1
    RETURNING removal_id, client_id
), noted AS (
    UPDATE gateway.removed_clients c
       SET ended_at = now(), rows_left = $2
      FROM ended
     WHERE c.removal_id = ended.removal_id AND c.client_id = ended.client_id
    RETURNING c.removal_id, c.client_id
), last AS (
    UPDATE gateway.removals m
       SET ended_at = now()
      FROM noted
     WHERE m.removal_id = noted.removal_id
       AND NOT EXISTS (SELECT FROM gateway.removed_clients other
                        WHERE other.removal_id = noted.removal_id AND other.client_id <> noted.client_id
                          AND other.ended_at IS NULL)
    RETURNING 1
)
SELECT EXISTS (SELECT FROM last) AS last
