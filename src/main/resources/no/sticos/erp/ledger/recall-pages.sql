-- $1 client, $2 most of them
SELECT k.request, k.digest, k.documents, k.hashes, k.stampless, k.place
  FROM gateway.known_pages k
 WHERE k.client_id = $1
 ORDER BY k.request
 LIMIT $2
