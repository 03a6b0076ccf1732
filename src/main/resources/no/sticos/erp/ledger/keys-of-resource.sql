-- $1 client, $2 generation, $3 resource
SELECT key FROM ledger.documents_at($1, $3, $2) ORDER BY key
