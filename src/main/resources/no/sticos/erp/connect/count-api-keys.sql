-- $1 firm, $2 of how many milliseconds, $3–$5 what is asked for: asked for once more, it is nothing new
SELECT count(*) FILTER (WHERE revoked_at IS NULL AND expires_at > clock_timestamp()) AS working,
       count(*) FILTER (WHERE made_at > clock_timestamp() - $2::bigint * interval '1 millisecond') AS lately
  FROM gateway.api_keys
 WHERE tenant_id = $1
   AND (form, name, scopes) <> ($3::uuid, $4::text, $5::text[])
