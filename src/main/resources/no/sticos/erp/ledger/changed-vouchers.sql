-- Vouchers as they are in a generation, if they were not so in an older one, in the order they were opened.
-- $1 client, $2 resource, $3 older, $4 newer, $5 and $6 the last one had, $7 about how many bytes
--
-- Rows are written as json, not jsonb, which nobody looks into here and costs five times as much; what Visma sent
-- beside the fields that we know (extra) is joined on as text. json_agg would put each row on a line of its own.
WITH opened AS (
    SELECT v.*
      FROM gateway.vouchers v
     WHERE v.client_id = $1 AND $2 = 'vouchers'
       AND v.from_gen > $3 AND v.from_gen <= $4 AND (v.to_gen IS NULL OR v.to_gen > $4)
       AND (v.from_gen, v.doc) > ($5, $6)
     ORDER BY v.from_gen, v.doc
     -- Few are shorter than 800 bytes: what is written beyond the page's bytes is written in vain.
     LIMIT least(500, 1 + $7::int / 800)
), written AS (
    SELECT o.from_gen, o.doc, o.voucher_id::text AS key,
           CASE WHEN coalesce(o.extra, '{}') = '{}' THEN row_to_json(known)::text
                ELSE left(row_to_json(known)::text, -1) || ',' || substr(ledger.wire_form(o.extra)::text, 2)
            END AS document
      FROM opened o
     CROSS JOIN LATERAL (
           SELECT array_to_json(array_agg(
                      CASE WHEN coalesce(r.extra, '{}') = '{}' THEN row_to_json(known)
                           ELSE (left(row_to_json(known)::text, -1) || ','
                                 || substr(ledger.wire_form(r.extra)::text, 2))::json
                       END ORDER BY r.row_no)) AS rows
             FROM gateway.voucher_rows r
            CROSS JOIN LATERAL (
                  SELECT r.account AS "accountNumber", r.debit::text AS "debitAmount",
                         r.credit::text AS "creditAmount", r.row_text AS "transactionText",
                         r.vat_code_id AS "vatCodeId", r.vat_code AS "vatCodeAndPercent",
                         r.cost_center_item_id1 AS "costCenterItemId1", r.cost_center_item_id2 AS "costCenterItemId2",
                         r.cost_center_item_id3 AS "costCenterItemId3", r.project_id AS "projectId") known
            WHERE r.client_id = $1 AND r.from_gen = o.from_gen AND r.doc = o.doc) own
     CROSS JOIN LATERAL (
           SELECT o.voucher_id AS "id", o.voucher_date AS "voucherDate", o.number_series AS "numberSeries",
                  o.number AS "numberAndNumberSeries", o.voucher_text AS "voucherText",
                  o.voucher_type AS "voucherType", o.source_id AS "sourceId", o.modified_utc AS "modifiedUtc",
                  o.created_utc AS "createdUtc", coalesce(own.rows, '[]') AS "rows") known
), measured AS (
    SELECT w.*, sum(octet_length(w.document)) OVER (ORDER BY w.from_gen, w.doc) - octet_length(w.document) AS before
      FROM written w
)
SELECT from_gen, doc, key, document FROM measured WHERE before < $7 ORDER BY from_gen, doc
