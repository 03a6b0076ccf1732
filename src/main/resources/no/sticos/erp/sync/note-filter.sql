-- $1 resource, $2 filter, $3 finding
INSERT INTO gateway.served_filters (resource, filter, finding)
VALUES ($1, $2, $3)
ON CONFLICT (resource, filter) DO UPDATE SET finding = excluded.finding, probed_at = now()
