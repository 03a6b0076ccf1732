DELETE FROM gateway.mails WHERE mail_id = $1
