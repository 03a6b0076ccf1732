-- $1 client. The last trace of its generations' numbers: only for a client whose id is never used again.
DELETE FROM gateway.books WHERE client_id = $1
