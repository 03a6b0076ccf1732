UPDATE gateway.people SET alerts_off = $2 WHERE subject = $1
