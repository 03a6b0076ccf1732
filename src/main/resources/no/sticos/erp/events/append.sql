-- Counts the sequence in the client's own row, whose lock is held until the caller commits: dense, in commit order.
WITH who AS (
    SELECT c.client_id, c.tenant_id, t.external_id, c.company_id, c.orgnr, c.name
    FROM gateway.clients c JOIN gateway.tenants t ON t.tenant_id = c.tenant_id
    WHERE c.client_id = $1 AND c.tenant_id = $2
), stream AS (
    INSERT INTO gateway.event_streams AS s
        (client_id, tenant_id, seq, tenant_external_id, company_id, orgnr, name)
    SELECT client_id, tenant_id, 1, external_id, company_id, orgnr, name FROM who
    ON CONFLICT (client_id) DO UPDATE SET
        seq = s.seq + 1,
        company_id = excluded.company_id,
        orgnr = excluded.orgnr,
        name = excluded.name
    RETURNING s.client_id, s.tenant_id, s.seq
), event AS (
    INSERT INTO gateway.events (client_id, seq, kind, gen, from_gen, trace, cause)
    SELECT client_id, seq, $3, $4, $5, $6, $7 FROM stream
), positions AS (
    INSERT INTO gateway.subscriptions (client_id, tenant_id, product, newest_seq)
    SELECT client_id, tenant_id, product, seq FROM stream CROSS JOIN gateway.products WHERE retired_at IS NULL
    ON CONFLICT (client_id, product) DO UPDATE SET newest_seq = excluded.newest_seq
)
SELECT seq, pg_notify('events', '') FROM stream
