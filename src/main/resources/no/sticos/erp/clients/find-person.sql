SELECT subject, name, email, alerts_off FROM gateway.people WHERE subject = $1
