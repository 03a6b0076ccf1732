-- $1 resource, $2 filter, $3 for how many seconds a finding holds
SELECT finding
  FROM gateway.served_filters
 WHERE resource = $1 AND filter = $2 AND probed_at > now() - make_interval(secs => $3)
