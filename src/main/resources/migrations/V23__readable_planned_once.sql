-- Whether a generation can be read is asked for every table that a statement reads: the answer's plan is made once for
-- each connection, whatever the statement around it asks for itself.
ALTER FUNCTION ledger.readable(bigint, int) SET plan_cache_mode = 'force_generic_plan';
