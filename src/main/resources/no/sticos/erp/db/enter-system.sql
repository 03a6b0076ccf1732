SELECT set_config('role', 'erp_system', true), set_config('erp.tenant', '', true)
