-- The proof joins whole books with each other, often before the tables were ever analysed: a nested loop, which a
-- planner without figures likes, then takes minutes. It stays possible where nothing else is. Sums over each voucher of
-- a large client want more memory than a page does; compiling a plan takes longer than it saves. The plans for a large
-- client are made for it; those of small ones, which are most, serve all of them: making them would be half of the work.
-- Versions lie in the order of their key, more or less, since they came in it: read by the key they need no sorting.
-- $1 client
SELECT set_config('plan_cache_mode',
                  CASE WHEN EXISTS (SELECT FROM gateway.vouchers v WHERE v.client_id = $1 OFFSET 2000)
                       THEN 'force_custom_plan' ELSE 'force_generic_plan' END, true),
       set_config('enable_nestloop', 'off', true), set_config('enable_seqscan', 'off', true),
       set_config('enable_bitmapscan', 'off', true),
       set_config('work_mem', '16MB', true), set_config('jit', 'off', true)
