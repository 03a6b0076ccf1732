SELECT NOT EXISTS (
    SELECT FROM gateway.subscriptions s JOIN gateway.products p USING (product)
    WHERE s.client_id = $1 AND s.acked_seq < s.newest_seq AND p.retired_at IS NULL)
