UPDATE gateway.runs SET gen = $2 WHERE run_id = $1
