-- $1 milliseconds until the next one
UPDATE gateway.alert_rounds
   SET next_at = clock_timestamp() + $1::bigint * interval '1 millisecond'
 WHERE next_at <= clock_timestamp()
