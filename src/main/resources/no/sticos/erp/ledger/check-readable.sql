-- $1 client, $2 generation
SELECT ledger.readable($1, $2) AND EXISTS (
           SELECT FROM ledger.generations g WHERE g.client_id = $1 AND g.gen = $2) AS readable
