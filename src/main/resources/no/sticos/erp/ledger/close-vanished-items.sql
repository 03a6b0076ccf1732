-- Ends a whole pass over a resource: whether the list stood still, and if so, what it did not show has vanished.
-- It stood still if what the pass showed is as much as Visma says there is, and if the pages could not have shifted
-- meanwhile: no total moved and nothing was stamped since the pass began, or, without stamps, a pass over several pages
-- was followed by one that found everything unchanged. What was set aside as unreadable, or refused, keeps its earlier
-- version.
-- What is held is found by the resource: by the index of what is open, everything that the client has would be read for each.
-- $1 run, $2 epoch, $3 client, $4 resource, $5 whether others see to it that nothing moved
WITH fence AS (
    SELECT r.gen FROM gateway.runs r WHERE r.run_id = $1 AND r.epoch = $2 AND r.open FOR SHARE
), pass AS (
    SELECT c.* FROM gateway.checkpoints c, fence
     WHERE c.run_id = $1 AND c.resource = $4 AND c.complete
), shown AS MATERIALIZED (
    SELECT coalesce(range_agg(s.versions), '{}') AS versions FROM gateway.seen s WHERE s.run_id = $1 AND s.resource = $4
), aside AS MATERIALIZED (
    SELECT DISTINCT u.key
      FROM gateway.unreadable_documents u, pass
     WHERE u.run_id = $1 AND u.resource = $4 AND u.step >= pass.first_step
), held AS MATERIALIZED (
    SELECT d.place,
           shown.versions @> (d.from_gen::bigint << 32 | d.doc) AS seen,
           EXISTS (SELECT FROM aside WHERE aside.key = d.key) AS aside
      FROM (SELECT ctid AS place, from_gen, doc, to_gen, key
              FROM gateway.documents
             WHERE client_id = $3 AND resource = $4
            OFFSET 0) d,
           shown
     WHERE d.to_gen IS NULL
), ended AS MATERIALIZED (
    SELECT pass.passes, f.nameless OR pass.refused IS NOT NULL AS unknown,
           pass.refused IS NOT NULL OR (
               NOT pass.moved AND (f.nameless OR f.found = pass.expected)
               AND ($5 OR NOT pass.shifting OR pass.stampless = 0 OR (pass.passes > 1 AND pass.pass_changed = 0))) AS stood
      FROM pass,
           (SELECT (SELECT count(*) FROM held WHERE held.seen AND NOT held.aside) + (SELECT count(*) FROM aside) AS found,
                   EXISTS (SELECT FROM aside WHERE aside.key = '') AS nameless) f
), closed AS (
    UPDATE gateway.documents d
       SET to_gen = fence.gen
      FROM held, ended, fence
     WHERE d.ctid = held.place AND ended.stood AND NOT ended.unknown AND NOT held.seen AND NOT held.aside
    RETURNING 1
)
SELECT ended.stood, ended.passes, (SELECT count(*)::int FROM closed) AS closed
  FROM ended
