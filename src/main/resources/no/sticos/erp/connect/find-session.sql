SELECT session_hash,
       tenant_id,
       (SELECT t.name FROM gateway.tenants t WHERE t.tenant_id = sessions.tenant_id) AS firm_name,
       subject,
       person_name,
       rights,
       csrf_token,
       (extract(epoch FROM least(ends_at, last_seen_at + $2::bigint * interval '1 millisecond') - now()) * 1000)::bigint
           AS millis_left
  FROM gateway.sessions
 WHERE session_hash = $1
   AND ends_at > now()
   AND last_seen_at > now() - $2::bigint * interval '1 millisecond'
