-- $1 held consent
DELETE FROM gateway.held_consents WHERE held_id = $1
