-- $1 mail, $2 the try that this is about, $3 for how many milliseconds
UPDATE gateway.mails
   SET due_at = clock_timestamp() + $3::bigint * interval '1 millisecond'
 WHERE mail_id = $1
   AND tries = $2
