-- Whether the client's newest run is over and was asked for less than a minute ago. $1 client
SELECT EXISTS (
    SELECT FROM gateway.runs r WHERE r.client_id = $1 AND r.requested_at > now() - interval '1 minute')
    AND NOT EXISTS (SELECT FROM gateway.runs r WHERE r.client_id = $1 AND r.ended_at IS NULL) AS lately
