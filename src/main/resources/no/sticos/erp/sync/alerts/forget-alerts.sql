-- $1 how old figures may become, in milliseconds. What is so no longer is forgotten; wrong books not before they are
-- known to be right. Who was switched off or is to be removed is nobody's trouble.
DELETE FROM gateway.alerts a
 WHERE NOT EXISTS (
       SELECT
         FROM gateway.alert_facts f
        WHERE f.client_id = a.client_id
          AND CASE a.kind
                  WHEN 'SIGN_IN' THEN f.dead
                  WHEN 'PROOF' THEN f.wrong OR NOT coalesce(f.right_again, false)
                  ELSE NOT f.dead AND f.fresh_at < clock_timestamp() - $1::bigint * interval '1 millisecond'
              END)
