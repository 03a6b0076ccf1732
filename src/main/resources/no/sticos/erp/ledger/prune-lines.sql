-- $1 client, $2 oldest generation that stays, $3 most rows
SELECT gateway.forget_generations($1, $2, $3)::int AS gone
