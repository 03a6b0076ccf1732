INSERT INTO gateway.mails (mail_id, tenant_id, recipient, letter)
VALUES ($1, $2, $3, $4)
