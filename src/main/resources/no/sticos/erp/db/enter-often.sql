-- A plan that serves every client, made once: making one for each costs more than most of these statements do. It may be
-- made while the tables are new and empty, where reading them whole looks cheap; so that is left out.
SELECT set_config('role', 'erp_system', true), set_config('erp.tenant', '', true),
       set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)
