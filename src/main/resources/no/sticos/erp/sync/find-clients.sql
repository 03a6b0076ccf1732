-- $1 integration, $2 what the name contains (LIKE, escaped), $3 what the digits begin with (LIKE), $4 states,
-- $5 sort by orgnr, $6 descending, $7 most rows, $8 rows left out, $9 by id, and behind this one; null: as $5 and $6 say
SELECT s.client_id, count(*) OVER () AS hits
  FROM gateway.client_states s
 WHERE s.integration_id = $1
   AND ($9::bigint IS NULL OR s.client_id > $9)
   AND ($4::text[] IS NULL OR s.state = ANY ($4))
   AND ($2::text = '' OR lower(s.name COLLATE "nb-NO-x-icu") LIKE lower($2::text COLLATE "nb-NO-x-icu")
        OR ($3::text <> '' AND s.orgnr LIKE $3))
 ORDER BY CASE WHEN $9::bigint IS NULL AND $5 AND NOT $6 THEN s.orgnr END,
          CASE WHEN $9::bigint IS NULL AND $5 AND $6 THEN s.orgnr END DESC,
          CASE WHEN $9::bigint IS NULL AND NOT $5 AND NOT $6 THEN s.name END COLLATE "nb-NO-x-icu",
          CASE WHEN $9::bigint IS NULL AND NOT $5 AND $6 THEN s.name END COLLATE "nb-NO-x-icu" DESC,
          s.client_id
 LIMIT $7 OFFSET $8
