-- $1 most rows
SELECT subject, name, email, alerts_off
  FROM gateway.people
 ORDER BY name COLLATE "nb-NO-x-icu", subject
 LIMIT $1
