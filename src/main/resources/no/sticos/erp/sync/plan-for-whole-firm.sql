-- All of a firm's clients are joined with what is known of each. The planner takes every firm for one of the usual size, and a
-- nested loop, which is right for that, costs the square of a large one's clients: it stays possible where nothing else is.
-- Compiling a plan takes longer than it saves, and one for any arguments would do for a name what only states need.
SELECT set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true),
       set_config('plan_cache_mode', 'force_custom_plan', true)
