-- $1 tenant, $2 client, or null for the firm. The wish that holds for it; none: the usual one.
SELECT (s.wish).every_minutes, (s.wish).day_from, (s.wish).day_until, (s.wish).nightly,
       (s.wish).night_from, (s.wish).night_until, (s.wish).nights
  FROM gateway.schedules s
 WHERE s.tenant_id = $1 AND (s.client_id IS NULL OR s.client_id = $2)
 ORDER BY s.client_id NULLS LAST
 LIMIT 1
