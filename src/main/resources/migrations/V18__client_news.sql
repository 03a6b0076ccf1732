-- News of a client itself: it was switched on or off, or its consent has ended.
ALTER TABLE gateway.events
    ADD COLUMN cause text,                          -- why it needs to be signed in again, a cause's key
    DROP CONSTRAINT events_kind_check,
    ADD CONSTRAINT events_kind_check CHECK (kind IN ('generation', 'heartbeat', 'period_changed', 'activated',
        'deactivated', 'needs_sign_in', 'books_removed', 'removed')),
    ADD CONSTRAINT events_cause_check CHECK ((cause IS NOT NULL) = (kind = 'needs_sign_in'));

-- They are written in the transaction of the person who switches, which is a firm's own: it may add to its own clients'
-- streams and count them, and move nobody's position.
GRANT INSERT, UPDATE (seq, company_id, orgnr, name) ON gateway.event_streams TO erp_tenant;
GRANT INSERT ON gateway.events TO erp_tenant;
GRANT INSERT (client_id, tenant_id, product, newest_seq), UPDATE (newest_seq) ON gateway.subscriptions TO erp_tenant;
