-- Nobody else writes a note of this client until the transaction ends. $1 client
SELECT pg_advisory_xact_lock(hashtext('gateway.voucher_gap_notes'), hashint8($1::bigint))
