-- One node after the other: what one finds free, no other takes. Until the transaction ends, which does not wait for the
-- disk while others wait for it: only a Postgres that crashes forgets what it granted in its last second.
SELECT pg_advisory_xact_lock(hashtext('gateway.quota_grants')), set_config('synchronous_commit', 'off', true)
