-- $1 client, $2 how many
UPDATE gateway.books SET accepted_gone = $2 WHERE client_id = $1
