SELECT entity, count(*) AS pages, sum(changed) AS changed, sum(deleted) AS deleted
FROM {schema}.pages
WHERE client_id = $1
GROUP BY entity
