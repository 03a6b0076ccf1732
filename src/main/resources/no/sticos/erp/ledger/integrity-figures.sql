-- Over all clients
SELECT 'stored' AS what, count(*)::bigint AS figure FROM gateway.integrity_faults WHERE healed_at IS NULL
UNION ALL
SELECT 'spot_checked', coalesce(sum(checked), 0)::bigint FROM gateway.spot_checks
 WHERE checked_at > now() - interval '30 days'
UNION ALL
SELECT 'spot_differing', coalesce(sum(differing), 0)::bigint FROM gateway.spot_checks
 WHERE checked_at > now() - interval '30 days'
