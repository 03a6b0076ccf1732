SELECT set_config('role', 'erp_tenant', true), set_config('erp.tenant', $1, true)
