-- $1 length of the lease, $2 after how long it is given up; both in milliseconds
UPDATE gateway.mails m
   SET tries = m.tries + 1,
       due_at = clock_timestamp() + $1::bigint * interval '1 millisecond'
 WHERE m.mail_id = (
       SELECT due.mail_id
         FROM gateway.mails due
        WHERE due.due_at <= clock_timestamp()
        ORDER BY due.due_at
        LIMIT 1
          FOR UPDATE SKIP LOCKED)
RETURNING m.mail_id, m.recipient, m.letter, m.tries,
          m.posted_at < clock_timestamp() - $2::bigint * interval '1 millisecond' AS over
