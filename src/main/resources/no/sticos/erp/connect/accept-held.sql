-- $1 held consent, $2 the client that it became; kept until it is over, for whoever presses twice
UPDATE gateway.held_consents SET tokens = NULL, client_id = $2 WHERE held_id = $1
