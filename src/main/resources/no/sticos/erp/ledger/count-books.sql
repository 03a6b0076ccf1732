-- $1 client
SELECT kind, rows FROM gateway.count_books($1)
