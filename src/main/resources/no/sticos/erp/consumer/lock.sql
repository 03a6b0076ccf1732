-- Nobody waits here: whoever holds the row is another node at the same client, and the gateway asks again.
SELECT client_id, stream_epoch, sequence, generation, moved_at, followed, fence,
       $2 = ANY (streams_left) AS is_left
FROM {schema}.positions
WHERE client_id = $1
FOR UPDATE NOWAIT
