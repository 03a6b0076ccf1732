-- $1 tenant
SELECT gateway.done_at($1) AS done_at
