-- Vouchers as they are in a generation, if they were not so in an older one, in the order they were opened.
-- $1 client, $2 resource, $3 older, $4 newer, $5 and $6 the last one had, $7 about how many bytes
WITH opened AS (
    SELECT v.*
      FROM gateway.vouchers v
     WHERE v.client_id = $1 AND $2 = 'vouchers'
       AND v.from_gen > $3 AND v.from_gen <= $4 AND (v.to_gen IS NULL OR v.to_gen > $4)
       AND (v.from_gen, v.doc) > ($5, $6)
     ORDER BY v.from_gen, v.doc
     LIMIT 500
), written AS (
    SELECT o.from_gen, o.doc, o.voucher_id::text AS key,
           (jsonb_build_object(
               'id', o.voucher_id, 'voucherDate', o.voucher_date, 'numberSeries', o.number_series,
               'numberAndNumberSeries', o.number, 'voucherText', o.voucher_text, 'voucherType', o.voucher_type,
               'sourceId', o.source_id, 'modifiedUtc', o.modified_utc, 'createdUtc', o.created_utc,
               'rows', coalesce(own.rows, '[]'))
            || coalesce(ledger.wire_form(o.extra), '{}'))::text AS document
      FROM opened o
     CROSS JOIN LATERAL (
           SELECT jsonb_agg(
                      jsonb_build_object(
                          'accountNumber', r.account, 'debitAmount', r.debit::text, 'creditAmount', r.credit::text,
                          'transactionText', r.row_text, 'vatCodeId', r.vat_code_id, 'vatCodeAndPercent', r.vat_code,
                          'costCenterItemId1', r.cost_center_item_id1, 'costCenterItemId2', r.cost_center_item_id2,
                          'costCenterItemId3', r.cost_center_item_id3, 'projectId', r.project_id)
                      || coalesce(ledger.wire_form(r.extra), '{}')
                      ORDER BY r.row_no) AS rows
             FROM gateway.voucher_rows r
            WHERE r.client_id = $1 AND r.from_gen = o.from_gen AND r.doc = o.doc) own
), measured AS (
    SELECT w.*, sum(octet_length(w.document)) OVER (ORDER BY w.from_gen, w.doc) - octet_length(w.document) AS before
      FROM written w
)
SELECT from_gen, doc, key, document FROM measured WHERE before < $7 ORDER BY from_gen, doc
