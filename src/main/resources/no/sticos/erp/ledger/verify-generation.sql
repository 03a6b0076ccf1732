-- $1 client, $2 verdict: nothing has changed since the current generation.
UPDATE gateway.books SET verified_at = now(), verdict = $2 WHERE client_id = $1
