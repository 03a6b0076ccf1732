-- The proof joins whole books with each other, often before the tables were ever analysed: a nested loop, which a
-- planner without figures likes, then takes minutes. It stays possible where nothing else is.
SELECT set_config('enable_nestloop', 'off', true)
