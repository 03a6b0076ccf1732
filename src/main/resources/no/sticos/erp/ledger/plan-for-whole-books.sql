-- The proof joins whole books with each other, often before the tables were ever analysed: a nested loop, which a
-- planner without figures likes, then takes minutes. It stays possible where nothing else is. Sums over each voucher of
-- a large client want more memory than a page does; compiling a plan takes longer than it saves. A plan is made for the
-- client that is proved, whose size is known now.
SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_nestloop', 'off', true),
       set_config('work_mem', '16MB', true), set_config('jit', 'off', true)
